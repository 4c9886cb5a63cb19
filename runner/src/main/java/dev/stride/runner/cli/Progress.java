// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.Failure;
import dev.stride.runner.execution.RunListener;
import dev.stride.runner.execution.StageProgress;
import dev.stride.runner.execution.StageProgress.State;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a run is: on a terminal a block of lines that is drawn again and again, elsewhere a
 * line whenever a stage changes, and now and then for those that take long. Thread-safe.
 */
final class Progress implements RunListener, AutoCloseable {
  /** The forms of the display. */
  enum Style {
    LIVE,
    LINES,
    NONE
  }

  private static final int LIVE_WIDTH = 79;
  private static final long REDRAW_MILLIS = 100;
  private static final long REPEAT_MILLIS = 10_000;
  private static final Map<State, String> SIGNS = new EnumMap<>(State.class);

  static {
    SIGNS.put(State.BLOCKED, " ");
    SIGNS.put(State.QUEUED, "…");
    SIGNS.put(State.RUNNING, "▶");
    SIGNS.put(State.SUCCEEDED, "✓");
    SIGNS.put(State.FELL_BACK, "~");
    SIGNS.put(State.REUSED, "=");
    SIGNS.put(State.FAILED, "✗");
    SIGNS.put(State.CANCELLED, "-");
  }

  private final PrintStream err;
  private final Style style;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Progress::daemon);
  private final Map<StageProgress, State> shown = new HashMap<>();
  private Future<?> display = CompletableFuture.completedFuture(null);
  private List<StageProgress> stages = List.of();
  private long started;
  private int drawn;

  Progress(PrintStream err, Style style) {
    this.err = err;
    this.style = style;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-progress");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void started(String run, List<StageProgress> all) {
    stages = all;
    started = System.nanoTime();
    if (style == Style.NONE) {
      return;
    }
    err.println("Run " + run);
    long period = style == Style.LIVE ? REDRAW_MILLIS : REPEAT_MILLIS;
    Runnable body = style == Style.LIVE ? this::redraw : this::repeat;
    display = clock.scheduleAtFixedRate(body, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void changed(StageProgress stage) {
    State state = stage.state();
    if (style != Style.LINES || state == shown.put(stage, state)) {
      return;
    }
    if (state == State.RUNNING || state.isFinal()) {
      err.println(line(stage));
    }
  }

  @Override
  public synchronized void attemptFailed(StageProgress stage, String task, Failure failure) {
    if (style == Style.NONE || stage.failedAttempts() > 10) {
      return;
    }
    erase();
    String more = stage.failedAttempts() == 10 ? "; further failures are only counted" : "";
    String type = failure.type().substring(failure.type().lastIndexOf('.') + 1);
    String message = failure.message().lines().findFirst().orElse("");
    err.println(
        "  ! "
            + task
            + ": attempt "
            + failure.attempts()
            + " failed: "
            + type
            + (message.isEmpty() ? "" : ": " + Failures.plain(message))
            + more);
  }

  private synchronized void repeat() {
    stages.stream()
        .filter(stage -> stage.state() == State.RUNNING)
        .forEach(stage -> err.println(line(stage)));
  }

  private synchronized void redraw() {
    erase();
    for (StageProgress stage : stages) {
      err.println(cut(line(stage)));
    }
    drawn = stages.size();
    err.flush();
  }

  /** A line that wraps would be two, and the block would climb. */
  private static String cut(String line) {
    return line.length() <= LIVE_WIDTH ? line : line.substring(0, LIVE_WIDTH - 1) + "…";
  }

  /** Moves up over what was drawn and clears it. */
  private void erase() {
    if (drawn > 0) {
      err.print("\u001b[" + drawn + "F\u001b[J");
      drawn = 0;
    }
  }

  private String line(StageProgress stage) {
    StringBuilder line = new StringBuilder("  ").append(SIGNS.get(stage.state())).append(' ');
    line.append(padded(name(stage), width()));
    line.append("  ").append(padded(stage.stage().placement().layer().toString(), 6));
    line.append("  ").append(padded(count(stage), 12)).append(' ').append(what(stage));
    return line.toString().stripTrailing();
  }

  private static String name(StageProgress stage) {
    return String.join(" + ", stage.stage().steps());
  }

  private int width() {
    return stages.stream().mapToInt(stage -> name(stage).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String count(StageProgress stage) {
    boolean slots =
        stage.stage().kind() == StepKind.FOREACH
            && stage.state() != State.BLOCKED
            && stage.state() != State.QUEUED;
    return slots ? stage.done() + "/" + stage.total() : "";
  }

  private String what(StageProgress stage) {
    String what =
        switch (stage.state()) {
          case BLOCKED -> waitsFor(stage);
          case QUEUED -> "waits for room on this machine";
          case RUNNING, SUCCEEDED -> seconds(stage.elapsedMillis());
          case FELL_BACK ->
              seconds(stage.elapsedMillis()) + ", " + stage.fallbacks() + " by fallback";
          case REUSED -> "reused";
          case FAILED -> "failed after " + seconds(stage.elapsedMillis());
          case CANCELLED -> "cancelled";
        };
    String again = stage.reason().isEmpty() ? "" : ", runs again: " + stage.reason();
    String reused =
        stage.reusedSlots() > 0 && stage.state() != State.REUSED
            ? ", " + stage.reusedSlots() + " reused"
            : "";
    String failed =
        stage.failedAttempts() > 0 ? ", " + stage.failedAttempts() + " failed attempts" : "";
    return what + failed + reused + again;
  }

  private String waitsFor(StageProgress stage) {
    List<String> open =
        stages.stream()
            .filter(other -> stage.stage().inputs().contains(other.stage().name()))
            .filter(other -> !other.state().isFinal())
            .map(other -> other.stage().name())
            .toList();
    return open.isEmpty() ? "" : "waits for " + String.join(", ", open);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** Draws the last state; what is printed from now on stands below it. */
  @Override
  public synchronized void ended() {
    display.cancel(false);
    if (style == Style.LIVE && !stages.isEmpty()) {
      redraw();
    }
    if (style != Style.NONE && !stages.isEmpty()) {
      err.println("Took " + seconds((System.nanoTime() - started) / 1_000_000));
    }
    drawn = 0;
    stages = List.of();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    ended();
  }
}
