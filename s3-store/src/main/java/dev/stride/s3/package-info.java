// SPDX-License-Identifier: Apache-2.0
/** Objects of Amazon S3, and of what speaks like it, as a place for a store. */
@NullMarked
package dev.stride.s3;

import org.jspecify.annotations.NullMarked;
