// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

/**
 * A committed file of the store.
 *
 * @param path its name below the store's root, with slashes
 * @param size bytes
 * @param sha256 its SHA-256, in small hexadecimal digits
 */
public record StoredFile(String path, long size, String sha256) {}
