// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.policy.BatchOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service that runs an attempt on another machine needs to know of it besides its resources.
 *
 * @param folder the attempt's folder in the store, which nobody else writes to: its name below the
 *     store's root, with slashes
 * @param timeLimit how long its code may run
 * @param batch what the step asks of AWS Batch
 */
public record AttemptTerms(
    String folder, Optional<Duration> timeLimit, Optional<BatchOptions> batch) {}
