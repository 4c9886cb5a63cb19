// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import org.jspecify.annotations.Nullable;

/** The name of a carrier. */
public record Airline(String carrier, @Nullable String name) {
  /** The name, or the carrier's code where it has none. */
  String label() {
    return name == null ? carrier : name;
  }
}
