// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/**
 * Something that nobody needs.
 *
 * @param path a file or folder, relative to the store
 * @param reason why nobody needs it, for people
 * @param bytes what it holds
 */
public record Garbage(String path, String reason, long bytes) {}
