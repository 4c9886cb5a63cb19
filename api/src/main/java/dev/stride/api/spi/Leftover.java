// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

/**
 * Something that a backend has made at a service and that nobody needs any more.
 *
 * @param name what it is, for example {@code job definition stride-1f3a}
 * @param reason why nobody needs it, for people
 */
public record Leftover(String name, String reason) {}
