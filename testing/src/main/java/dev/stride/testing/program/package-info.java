// SPDX-License-Identifier: Apache-2.0
/**
 * Random programs over random data, each with the answer that an engine must give. For authors of
 * backends; start with {@link dev.stride.testing.program.DifferentialSuite}.
 */
@NullMarked
package dev.stride.testing.program;

import org.jspecify.annotations.NullMarked;
