// SPDX-License-Identifier: Apache-2.0
/** The smallest workflow for each decorator of failures. */
@NullMarked
package dev.stride.jobs.decorators;

import org.jspecify.annotations.NullMarked;
