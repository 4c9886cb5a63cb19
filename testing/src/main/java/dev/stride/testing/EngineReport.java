// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What tests have shown of an engine.
 *
 * @param name what pages call it
 * @param answered the constructs that it has answered rightly: names of functions as in their
 *     enums, simple names of relations, names of types
 * @param refusals what it cannot do
 */
public record EngineReport(String name, Set<String> answered, List<Refusal> refusals) {
  public EngineReport {
    answered = Set.copyOf(answered);
    refusals = List.copyOf(refusals);
  }

  /** How the engine refuses it; empty if it does it. */
  public Optional<Refusal> refusal(Capability capability) {
    return refusals.stream().filter(refusal -> refusal.capability() == capability).findFirst();
  }
}
