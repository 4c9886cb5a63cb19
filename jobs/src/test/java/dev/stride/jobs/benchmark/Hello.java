// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

/** The least that a JVM can do. */
final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
