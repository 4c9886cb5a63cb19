// SPDX-License-Identifier: Apache-2.0
/**
 * What a user writes on a step: how it is dispatched and what happens when it fails. Each decorator
 * becomes a value of {@link dev.stride.api.policy}, and can be set by {@code with(…)} or {@code
 * --with} as well. Start with {@link dev.stride.api.decorator.Retry}.
 */
@NullMarked
package dev.stride.api.decorator;

import org.jspecify.annotations.NullMarked;
