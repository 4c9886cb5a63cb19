// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/**
 * How a result passes from one backend to another.
 *
 * @param channel the form it passes in; a result is written once for all consumers of one channel
 * @param write what the writing takes; its money is paid once
 * @param read what the reading takes, of each consumer
 */
public record HandOver(String channel, Cost write, Cost read) {}
