// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.api.Column;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flight. Delays are minutes, null if the flight did not depart or arrive; distances are miles.
 *
 * @param timeHour the hour of the scheduled departure, which the weather has too
 * @param day the day of the month
 * @param hour the hour of the day, local time
 */
public record Flight(
    @Column("time_hour") Instant timeHour,
    int day,
    @Nullable Integer hour,
    String carrier,
    String origin,
    String dest,
    @Nullable Integer distance,
    @Column("dep_delay") @Nullable Integer depDelay,
    @Column("arr_delay") @Nullable Integer arrDelay) {}
