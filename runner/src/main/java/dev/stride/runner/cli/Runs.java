// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.RunStore;
import dev.stride.store.RunSummary;
import dev.stride.store.Store;
import java.nio.file.Files;
import java.util.List;

/** The runs of a store, which is not made by being looked at. */
record Runs(Stride stride, Settings settings) {
  private static final String LAST = "last";

  static Runs in(Stride stride, Settings settings) {
    return new Runs(stride, settings);
  }

  List<RunSummary> all() {
    return isThere() ? stride.store().runs() : List.of();
  }

  RunStore find(String run) {
    String id = run.equals(LAST) ? last() : run;
    if (!isThere()) {
      throw none(run);
    }
    return stride.store().find(id);
  }

  /** What is no folder is opened too: that says so. */
  private boolean isThere() {
    return Store.isIn(settings.store())
        || (settings.store().isFolder() && Files.isRegularFile(settings.store().path()));
  }

  private String last() {
    return all().stream().findFirst().map(RunSummary::run).orElseThrow(() -> none(LAST));
  }

  private StrideException none(String run) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot find run: "
            + run
            + " in "
            + settings.store()
            + ": there is no run (name another store with --conf stride.store=DIR)");
  }
}
