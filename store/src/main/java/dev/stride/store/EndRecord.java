// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.time.Instant;

/**
 * How a run ended. Written at most once.
 *
 * @param status how
 * @param ended when
 * @param failedStep the step of the first failure, or empty
 * @param message what went wrong, or empty
 */
public record EndRecord(RunStatus status, Instant ended, String failedStep, String message) {}
