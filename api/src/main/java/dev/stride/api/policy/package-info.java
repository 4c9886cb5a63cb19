// SPDX-License-Identifier: Apache-2.0
/**
 * The values that decorators become, and their fluent forms. For users who set policies by {@code
 * with(…)}, and for backends. Start with {@link dev.stride.api.policy.Policy}.
 */
@NullMarked
package dev.stride.api.policy;

import org.jspecify.annotations.NullMarked;
