// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import org.jspecify.annotations.Nullable;

/** A result that is binary. */
@SuppressWarnings("ArrayRecordComponent") // byte[] is what BINARY is in Java
public record OfBytes(byte @Nullable [] value) {}
