// SPDX-License-Identifier: Apache-2.0

/** Container images of Stride and its workflows, made without a daemon. */
@NullMarked
package dev.stride.image;

import org.jspecify.annotations.NullMarked;
