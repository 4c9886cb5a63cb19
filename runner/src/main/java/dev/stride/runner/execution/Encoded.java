// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

/**
 * A value and its stored form, made where the value was made, so that a value that cannot be stored
 * is a failure of the attempt.
 *
 * @param value the value
 * @param json its stored form; empty where nothing is stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Encoded(Object value, byte[] json) {}
