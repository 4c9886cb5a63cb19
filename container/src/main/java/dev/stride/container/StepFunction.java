// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stride.api.spi.StoreAddress;
import dev.stride.store.ObjectStore;
import dev.stride.store.StoreLocation;
import dev.stride.worker.task.Invocation;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a function of AWS Lambda starts: it runs one slot, writes how that ended into the store,
 * and answers whether there is a result. Its processes and its connections stay for the next call.
 * A service calls it from one thread at a time.
 */
public final class StepFunction implements RequestStreamHandler {
  /** To write how the slot ended, before the service ends everything. */
  private static final long RESERVE_MILLIS = 10_000;

  private final Workers workers = new Workers();
  private @Nullable ObjectStore objects;
  private String location = "";

  @Override
  public void handleRequest(InputStream input, OutputStream answer, Context context)
      throws IOException {
    Invocation invocation = Invocation.decode(input.readAllBytes());
    TaskPointer pointer = TaskPointer.parse(invocation.task());
    ObjectStore store = store(pointer.store());
    long left = context.getRemainingTimeInMillis();
    Watch watch =
        Watch.all(List.of(Watch.deadline(left - RESERVE_MILLIS, left), new StopMark(store)));
    boolean succeeded =
        new TaskRun(store, ContainerMain.task(store, pointer.key()), workers, watch)
            .runSlot(invocation.slot());
    answer.write(String.valueOf(succeeded).getBytes(StandardCharsets.UTF_8));
  }

  private ObjectStore store(String wanted) {
    ObjectStore open = objects;
    if (open != null && location.equals(wanted)) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    StoreAddress address = new StoreAddress(wanted, ContainerMain.settings(System.getenv()));
    ObjectStore opened = StoreLocation.of(address).objects();
    objects = opened;
    location = wanted;
    return opened;
  }
}
