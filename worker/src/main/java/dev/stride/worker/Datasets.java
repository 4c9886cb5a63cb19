// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.DatasetReader;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads datasets by the orchestrator's backend, which opens at the first one. Thread-safe. */
final class Datasets implements DatasetReader {
  private final Message.Open open;
  private @Nullable Backend backend;

  Datasets(Message.Open open) {
    this.open = open;
  }

  private synchronized DatasetReader reader() {
    Backend opened = backend;
    if (opened == null) {
      opened = factory().open(open.settings());
      backend = opened;
    }
    return opened.reader();
  }

  private BackendFactory factory() {
    return ServiceLoader.load(BackendFactory.class, Datasets.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.name().equals(open.backend()))
        .findFirst()
        .orElseThrow(
            () ->
                new StrideException(
                    FailureKind.CONFIGURATION,
                    "Cannot read datasets in a worker process: there is no backend "
                        + open.backend()
                        + " (add it to the class path)"));
  }

  @Override
  public <R extends Record> Stream<R> stream(Dataset<R> dataset) {
    return reader().stream(dataset);
  }

  @Override
  public long count(Dataset<?> dataset) {
    return reader().count(dataset);
  }
}
