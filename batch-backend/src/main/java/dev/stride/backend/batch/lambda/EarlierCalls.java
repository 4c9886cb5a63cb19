// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SlotTask;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that a process has left which is no more: whoever goes on from its run waits for their
 * results. Thread-safe.
 */
final class EarlierCalls {
  private final ObjectStore objects;
  private final Set<String> loaded = new HashSet<>();
  private final Map<String, CallRecord> calls = new HashMap<>();

  EarlierCalls(ObjectStore objects) {
    this.objects = objects;
  }

  /** Takes the call that computes what the attempt is to compute, if there is one. */
  synchronized Optional<CallRecord> take(TaskAttempt attempt) throws IOException {
    String key = attempt.call().terms().key();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    for (String run : attempt.call().terms().earlierRuns()) {
      if (loaded.add(run)) {
        of(run).stream()
            .filter(call -> !call.key().isEmpty())
            .forEach(call -> calls.putIfAbsent(call.key(), call));
      }
    }
    return Optional.ofNullable(calls.remove(key)).filter(this::mayRunOrHasResult);
  }

  private boolean mayRunOrHasResult(CallRecord call) {
    try {
      return Instant.now().isBefore(call.latestEnd()) || hasEnded(call);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasEnded(CallRecord call) throws IOException {
    return objects.head(SlotTask.resultKey(call.folder())).isPresent();
  }

  private List<CallRecord> of(String run) throws IOException {
    List<CallRecord> found = new ArrayList<>();
    for (String key : objects.keysBelow(CallRecord.folder(run))) {
      found.add(CallRecord.read(objects, key));
    }
    return found;
  }

  /** The calls of a run that may still run. */
  List<CallRecord> living(String run) throws IOException {
    List<CallRecord> living = new ArrayList<>();
    for (CallRecord call : of(run)) {
      if (Instant.now().isBefore(call.latestEnd()) && !hasEnded(call)) {
        living.add(call);
      }
    }
    return living;
  }

  /** Tells a call to stop, which it heeds within seconds. */
  void stop(String folder) throws IOException {
    objects.put(SlotTask.stopKey(folder), new byte[0]);
  }
}
