// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

/**
 * One component of a stored record.
 *
 * @param name the component's name in Java
 * @param column its name in files, by {@code @Column} or equal to {@code name}
 * @param type its type on every engine
 * @param nullable whether it may be null: a boxed type or {@code @Nullable}
 */
public record Component(String name, String column, DataType type, boolean nullable) {}
