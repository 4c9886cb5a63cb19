// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/**
 * What an attempt printed and logged.
 *
 * @param attempt its name, as {@link AttemptStore#name}
 * @param text all of it
 */
public record AttemptLog(String attempt, String text) {}
