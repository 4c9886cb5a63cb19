// SPDX-License-Identifier: Apache-2.0

/**
 * The worker: a process that runs steps apart from the orchestrator, one attempt at a time. It
 * knows the api and the store, and finds a backend for its datasets as a service. {@link
 * dev.stride.worker.Message} is what the two say to each other; start with {@link
 * dev.stride.worker.WorkerMain}.
 */
@NullMarked
package dev.stride.worker;

import org.jspecify.annotations.NullMarked;
