// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

/** A flight that arrived, with the weather at its departure and nothing missing. */
public record CompleteFlight(
    String carrier,
    int day,
    int arrDelay,
    int depDelay,
    int distance,
    int hour,
    double windSpeed,
    double precip,
    double visib) {}
