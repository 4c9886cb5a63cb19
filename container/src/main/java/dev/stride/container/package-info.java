// SPDX-License-Identifier: Apache-2.0

/**
 * What runs a step on the machine of a service: staging, one attempt after the other, their ends.
 */
@NullMarked
package dev.stride.container;

import org.jspecify.annotations.NullMarked;
