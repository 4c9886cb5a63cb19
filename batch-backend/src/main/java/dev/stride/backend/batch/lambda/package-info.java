// SPDX-License-Identifier: Apache-2.0

/** Runs steps as calls of functions of AWS Lambda. */
@NullMarked
package dev.stride.backend.batch.lambda;

import org.jspecify.annotations.NullMarked;
