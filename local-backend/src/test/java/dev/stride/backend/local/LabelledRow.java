// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

/** A row whose text tells which row it belongs to. */
public record LabelledRow(long id, String label) {}
