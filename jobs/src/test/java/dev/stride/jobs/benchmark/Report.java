// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Prints figures as rows of a Markdown table. */
final class Report {
  private Report() {}

  static void machine() throws IOException {
    System.out.printf(
        "%s; %d cores%s, %d GiB heap, load %.1f; %s %s%n%n",
        LocalDate.now(),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        Math.round(Runtime.getRuntime().maxMemory() / (double) (1 << 30)),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"));
  }

  private static String memory() throws IOException {
    Path facts = Path.of("/proc/meminfo");
    if (!Files.isReadable(facts)) {
      return "";
    }
    long kibibytes = Long.parseLong(Files.readAllLines(facts).get(0).replaceAll("[^0-9]", ""));
    return ", " + Math.round(kibibytes / (double) (1 << 20)) + " GiB";
  }

  static void header() {
    System.out.println("| what | measured | goal |");
    System.out.println("|---|---|---|");
  }

  static void row(String what, String measured, String goal) {
    System.out.println("| " + what + " | " + measured + " | " + goal + " |");
  }
}
