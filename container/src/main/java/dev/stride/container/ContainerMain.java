// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StoreAddress;
import dev.stride.store.ObjectStore;
import dev.stride.store.StoreLocation;
import dev.stride.worker.task.SharedTask;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a container starts. Its argument is a {@link TaskPointer}; which of the slots are its own
 * says the service. It runs them in a worker process, writes how each ended into the store, and
 * exits with 0 if all have results, with 1 if some have failed, with 70 if it could not begin.
 */
public final class ContainerMain {
  private static final int FAILED = 1;
  private static final int DEFECT = 70;
  private static final String SETTINGS = "STRIDE_S3_";

  private ContainerMain() {}

  /** Runs the slots that are this container's. */
  public static void main(String[] arguments) {
    int code = DEFECT;
    try {
      code = run(arguments, System.getenv()) ? 0 : FAILED;
    } catch (IOException | IllegalArgumentException | StrideException e) {
      System.err.println("stride: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      System.err.println("stride: a defect of Stride or of the image:");
      e.printStackTrace(System.err);
    }
    System.exit(code);
  }

  private static boolean run(String[] arguments, Map<String, String> environment)
      throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "Cannot find task: " + arguments.length + " arguments (give one, STORE#KEY)");
    }
    TaskPointer pointer = TaskPointer.parse(arguments[0]);
    StoreAddress address = new StoreAddress(pointer.store(), settings(environment));
    try (ObjectStore objects = StoreLocation.of(address).objects()) {
      SharedTask task = task(objects, pointer.key());
      try (Workers workers = new Workers()) {
        return new TaskRun(objects, task, workers, Watch.all(List.of()))
            .run(ArrayIndex.of(environment));
      }
    }
  }

  /** What a task is. */
  static SharedTask task(ObjectStore objects, String key) throws IOException {
    byte[] json =
        objects
            .get(key)
            .orElseThrow(() -> new IOException("Cannot read task: " + objects.name(key)))
            .content();
    return SharedTask.decode(json);
  }

  /** {@code STRIDE_S3_PATH_STYLE} is the setting {@code path-style}. */
  static Map<String, String> settings(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(SETTINGS)) {
            String key = name.substring(SETTINGS.length()).toLowerCase(Locale.ROOT);
            settings.put(key.replace('_', '-'), value);
          }
        });
    return settings;
  }
}
