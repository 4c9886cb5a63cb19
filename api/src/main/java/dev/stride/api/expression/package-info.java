// SPDX-License-Identifier: Apache-2.0
/**
 * Typed expressions over the rows of a dataset: fields, literals, function calls, aggregates and
 * window functions, as a small sealed tree. For users, who build them with {@link
 * dev.stride.api.expression.Functions}, and for backends, which lower them. Start with {@link
 * dev.stride.api.expression.Expression}.
 */
@NullMarked
package dev.stride.api.expression;

import org.jspecify.annotations.NullMarked;
