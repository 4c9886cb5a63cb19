// SPDX-License-Identifier: Apache-2.0
/**
 * The types of stored rows: what a record's components mean on every engine. For authors of
 * backends; users meet these types only in messages. Start with {@link
 * dev.stride.api.type.DataType}, then {@link dev.stride.api.type.RecordType}.
 */
@NullMarked
package dev.stride.api.type;

import org.jspecify.annotations.NullMarked;
