// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule of the architecture and sources that break it.
 *
 * @param rule what holds for all modules, described by a sentence
 * @param violation compilation units of which one declares {@code class Violation}
 */
record ArchitectureRule(ArchRule rule, List<String> violation) {

  @Override
  public String toString() {
    return rule.getDescription();
  }
}
