// SPDX-License-Identifier: Apache-2.0

/** Secrets that Amazon's services keep. */
@NullMarked
package dev.stride.backend.batch.secret;

import org.jspecify.annotations.NullMarked;
