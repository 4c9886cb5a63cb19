// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Parquet;
import java.nio.file.Path;

/** The files of New York's flights, which are part of the project. */
public final class FlightData {
  private FlightData() {}

  /**
   * A dataset of them, whose path is a parameter of the same name.
   *
   * @param name {@code flights}, {@code weather}, {@code airlines}, {@code airports} or {@code
   *     planes}
   */
  public static <R extends Record> Node<Dataset<R>> read(
      WorkflowBuilder workflow, String name, Class<R> type) {
    Path home = Path.of(System.getProperty("stride.home", ""));
    Parameter<String> path =
        workflow
            .parameter(name, String.class)
            .help("The Parquet file of the " + name + ".")
            .defaultsTo(home.resolve("jobs/data/nycflights13/" + name + ".parquet").toString());
    return workflow.read(name, type, Parquet.at(path));
  }
}
