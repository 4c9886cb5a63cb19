// SPDX-License-Identifier: Apache-2.0
/** Services of a cloud on this machine, for tests that must not need an account. */
@NullMarked
package dev.stride.testing.cloud;

import org.jspecify.annotations.NullMarked;
