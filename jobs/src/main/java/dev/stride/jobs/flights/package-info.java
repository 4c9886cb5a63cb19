// SPDX-License-Identifier: Apache-2.0
/**
 * Delays of the flights that left New York in 2013: routes by mean delay, and a model per carrier
 * that predicts delays from the departure and the weather. It shows a workflow from files to
 * result: data-parallel steps, one task per carrier, and what happens when a task fails. Start with
 * {@link dev.stride.jobs.flights.FlightDelays}.
 */
@NullMarked
package dev.stride.jobs.flights;

import org.jspecify.annotations.NullMarked;
