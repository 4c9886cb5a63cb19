// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

/** {@code -Dstride.faults=all}: every fault and not a part of them. */
final class LongForm {
  private LongForm() {}

  static boolean isOn() {
    return "all".equals(System.getProperty("stride.faults"));
  }
}
