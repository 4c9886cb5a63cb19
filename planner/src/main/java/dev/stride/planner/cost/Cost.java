// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * What something takes.
 *
 * @param time in seconds
 * @param money in US dollars
 */
public record Cost(Seconds time, Usd money) {}
