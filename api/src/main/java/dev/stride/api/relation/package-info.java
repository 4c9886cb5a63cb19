// SPDX-License-Identifier: Apache-2.0
/**
 * The operations of the dataset algebra as a small sealed tree. For authors of backends, who lower
 * it; users build it through {@link dev.stride.api.Dataset}. Start with {@link
 * dev.stride.api.relation.Relation}.
 */
@NullMarked
package dev.stride.api.relation;

import org.jspecify.annotations.NullMarked;
