// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.util.Arrays;

/** Reads constants of enums by the names that users write, which are their texts. */
public final class EnumNames {
  private EnumNames() {}

  /**
   * The constant of that name.
   *
   * @param what it is for, for the message
   * @param constants all of the enum
   * @throws IllegalArgumentException if none has it; lists those that there are
   */
  public static <E extends Enum<E>> E parse(String what, E[] constants, String name) {
    return Arrays.stream(constants)
        .filter(constant -> constant.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid "
                        + what
                        + ": "
                        + name
                        + " (must be one of "
                        + Arrays.toString(constants)
                        + ")"));
  }
}
