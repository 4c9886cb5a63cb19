// SPDX-License-Identifier: Apache-2.0
/**
 * Where secrets come from and what keeps them out of texts; for the runner, workers, and authors of
 * a {@link dev.stride.api.secret.SecretProvider}. Users need {@link dev.stride.api.Secret} only.
 * Start with {@link dev.stride.api.secret.SecretSources}.
 */
@NullMarked
package dev.stride.api.secret;

import org.jspecify.annotations.NullMarked;
