// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.spi.Finding;
import dev.stride.runner.Stride;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    description = {
      "Looks whether runs will find what they need: the store, and what is set up of AWS.",
      "Tries the store with an object that it removes again; starts and makes nothing else."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final CommonOptions options = new CommonOptions();
  private final Printer printer;

  DoctorCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    List<Finding> findings = Stride.diagnose(options.settings());
    if (options.isJson()) {
      printer
          .json()
          .begin()
          .put("findings", findings.stream().map(DoctorCommand::asMap).toList())
          .end()
          .close();
    } else {
      findings.forEach(this::print);
    }
    boolean isBad = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.BAD);
    return isBad ? ExitCodes.of(FailureKind.CONFIGURATION) : ExitCodes.DONE;
  }

  private void print(Finding finding) {
    String mark =
        switch (finding.verdict()) {
          case GOOD -> "✓";
          case DOUBTFUL -> "?";
          case BAD -> "✗";
        };
    printer.out().println(mark + " " + finding.subject() + ": " + finding.text());
  }

  private static Map<String, Object> asMap(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subject", finding.subject());
    map.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    map.put("text", finding.text());
    return map;
  }
}
