// SPDX-License-Identifier: Apache-2.0

/**
 * Steps as containers on AWS Batch: many slots by one call, one poller for all jobs, ends that are
 * read from the store.
 */
@NullMarked
package dev.stride.backend.batch;

import org.jspecify.annotations.NullMarked;
