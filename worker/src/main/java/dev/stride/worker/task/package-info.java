// SPDX-License-Identifier: Apache-2.0

/** What orchestrators and containers tell each other by objects of the store. */
@NullMarked
package dev.stride.worker.task;

import org.jspecify.annotations.NullMarked;
