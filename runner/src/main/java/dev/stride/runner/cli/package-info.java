// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: one class per command. Results go to the standard output and nothing else does.
 * Open {@link dev.stride.runner.cli.CommandLineInterface} first.
 */
@NullMarked
package dev.stride.runner.cli;

import org.jspecify.annotations.NullMarked;
