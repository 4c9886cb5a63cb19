// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing;

/**
 * What an engine cannot do, which a test proves: it must fail, and with that message.
 *
 * @param capability what it lacks
 * @param message what it says
 * @param reason why it is so
 */
public record Refusal(Capability capability, String message, String reason) {}
