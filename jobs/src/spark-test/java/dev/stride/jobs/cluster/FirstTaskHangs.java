// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Parquet;
import dev.stride.jobs.flights.Airline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Copies the airlines, but the first task that does so says so by a file and then hangs in the
 * midst of its rows: its executor must be killed, and those that come after find the file.
 */
public final class FirstTaskHangs implements Workflow {
  private static final String MIDDLE = "HA";

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> airlines = workflow.parameter("airlines", String.class).required();
    Parameter<String> hanging = workflow.parameter("hanging", String.class).required();
    Node<Dataset<Airline>> all = workflow.read("airlines", Airline.class, Parquet.at(airlines));
    workflow.result(workflow.step(FirstTaskHangs::copy, all, hanging));
  }

  static Dataset<Airline> copy(Dataset<Airline> airlines, String hanging) {
    return airlines.map(
        Airline.class,
        airline -> {
          if (airline.carrier().equals(MIDDLE)) {
            hangOnce(Path.of(hanging));
          }
          return airline;
        });
  }

  private static void hangOnce(Path hanging) {
    try {
      Files.createFile(hanging);
      new CountDownLatch(1).await();
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
