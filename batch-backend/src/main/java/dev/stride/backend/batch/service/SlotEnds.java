// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OutputSink;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * How attempts have ended, as the machine that ran them has written it. Thread-safe.
 *
 * @param objects the store
 */
public record SlotEnds(ObjectStore objects) {
  private static final int BUFFER = 1 << 16;

  /** How the attempt has ended, if it has. */
  public Optional<SlotEnd> find(TaskAttempt attempt) throws IOException {
    return objects
        .get(SlotTask.resultKey(attempt.folder()))
        .map(result -> SlotEnd.decode(result.content()));
  }

  /** Ends the attempt so, with what it has printed. */
  public void settle(TaskAttempt attempt, SlotEnd end) throws IOException {
    String folder = attempt.folder();
    copyOutput(SlotTask.outputKey(folder), attempt.call().output());
    Optional<Throwable> failure = end.failure();
    if (failure.isPresent()) {
      attempt.fails(failure.get());
    } else if (end instanceof SlotEnd.Returned returned) {
      attempt.returns(checked(folder, returned));
    }
  }

  private byte[] checked(String folder, SlotEnd.Returned returned) throws IOException {
    String key = SlotTask.valueKey(folder, returned.sha256());
    byte[] json =
        returned.json().isPresent()
            ? returned.json().get()
            : objects
                .get(key)
                .orElseThrow(() -> new IOException("there is no " + objects.name(key)))
                .content();
    if (!Digests.of(json).equals(returned.sha256())) {
      throw new StrideException(
          FailureClass.CORRUPT,
          "Cannot use result in " + objects.name(folder) + ": its digest differs (run it again)",
          null);
    }
    return json;
  }

  private void copyOutput(String key, OutputSink output) throws IOException {
    if (objects.head(key).isEmpty()) {
      return;
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = objects.open(key)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        output.write(buffer, 0, read);
      }
    }
  }
}
