// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Durations;
import dev.stride.api.spi.Leftover;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.Garbage;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Deletes what no run needs: temporary files, outputs that were not committed, and job",
      "definitions of AWS Batch that no job uses.",
      "With --keep-last or --older-than also whole runs, unless a run that stays names their files.",
      "Runs that are being worked on are left alone."
    })
final class GcCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      description = "How old leftovers must be, for example 24h (default).")
  private String grace = "24h";

  @Option(
      names = "--keep-last",
      paramLabel = "N",
      description = "Deletes whole runs, but not the newest N.")
  private @Nullable Integer keepLast;

  @Option(
      names = "--older-than",
      paramLabel = "DURATION",
      description = "Deletes whole runs that started longer ago, for example 720h.")
  private @Nullable String olderThan;

  @Option(names = "--dry-run", description = "Lists what would be deleted, and deletes nothing.")
  private boolean dryRun;

  GcCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    GarbagePolicy policy = policy();
    Settings settings = options.settings();
    try (Stride stride = Stride.with(settings)) {
      List<Garbage> garbage =
          Store.isIn(settings.store()) ? stride.store().collect(policy, Instant.now()) : List.of();
      Leftovers ofServices = Leftovers.of(settings, policy);
      if (options.isJson()) {
        printer
            .json()
            .begin()
            .put("deleted", policy.mode() == GarbagePolicy.Mode.DELETE)
            .put("garbage", garbage.stream().map(GcCommand::asMap).toList())
            .put("services", ofServices.found().stream().map(GcCommand::asMap).toList())
            .end()
            .close();
      } else {
        print(garbage);
        print(ofServices);
      }
      ofServices
          .failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
      return ExitCodes.DONE;
    }
  }

  /** What is left at services; where one fails, the store has been looked through all the same. */
  private record Leftovers(List<Leftover> found, Optional<StrideException> failure) {
    static Leftovers of(Settings settings, GarbagePolicy policy) {
      try {
        return new Leftovers(Stride.collectFromServices(settings, policy), Optional.empty());
      } catch (StrideException e) {
        return new Leftovers(List.of(), Optional.of(e));
      }
    }
  }

  private GarbagePolicy policy() {
    try {
      GarbagePolicy policy = GarbagePolicy.ofDefaults().after(Durations.parse("--grace", grace));
      if (keepLast != null) {
        policy = policy.keepingLast(keepLast);
      }
      if (olderThan != null) {
        Duration age = Durations.parse("--older-than", olderThan);
        policy = policy.deletingOlderThan(age);
      }
      return dryRun ? policy.listing() : policy;
    } catch (IllegalArgumentException e) {
      throw new StrideException(FailureKind.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(List<Garbage> garbage) {
    if (dryRun) {
      Table table = new Table("path", "bytes", "reason");
      garbage.forEach(
          found -> table.add(new String[] {found.path(), "" + found.bytes(), found.reason()}));
      table.print(printer.out());
    }
    long bytes = garbage.stream().mapToLong(Garbage::bytes).sum();
    printer
        .out()
        .println(
            (dryRun ? "Would delete " : "Deleted ")
                + (garbage.size() == 1 ? "1 leftover" : garbage.size() + " leftovers")
                + ", "
                + bytes
                + " bytes");
  }

  private void print(Leftovers leftovers) {
    for (Leftover leftover : leftovers.found()) {
      printer
          .out()
          .println(
              (dryRun ? "Would delete " : "Deleted ") + leftover.name() + ": " + leftover.reason());
    }
  }

  private static Map<String, Object> asMap(Leftover found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", found.name());
    map.put("reason", found.reason());
    return map;
  }

  private static Map<String, Object> asMap(Garbage found) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", found.path());
    map.put("bytes", found.bytes());
    map.put("reason", found.reason());
    return map;
  }
}
