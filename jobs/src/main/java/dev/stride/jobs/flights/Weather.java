// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.api.Column;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An hour's weather at an airport: wind in mph, precipitation in inches, visibility in miles. */
public record Weather(
    String origin,
    @Column("time_hour") Instant timeHour,
    @Column("wind_speed") @Nullable Double windSpeed,
    @Nullable Double precip,
    @Nullable Double visib) {}
