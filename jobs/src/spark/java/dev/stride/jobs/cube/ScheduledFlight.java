// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import dev.stride.api.Column;
import org.jspecify.annotations.Nullable;

/** A flight of a month; its delay in minutes is null if it did not arrive. */
public record ScheduledFlight(
    String carrier, int month, @Column("arr_delay") @Nullable Integer arrDelay) {}
