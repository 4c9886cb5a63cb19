// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

/** A flight that arrived, with its carrier, month and delay in minutes. */
public record ArrivedFlight(String carrier, int month, int arrDelay) {}
