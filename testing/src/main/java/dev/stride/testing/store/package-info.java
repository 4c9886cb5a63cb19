// SPDX-License-Identifier: Apache-2.0
/** What a store keeps to, wherever it lies, and what it needs of objects; for their authors. */
@NullMarked
package dev.stride.testing.store;

import org.jspecify.annotations.NullMarked;
