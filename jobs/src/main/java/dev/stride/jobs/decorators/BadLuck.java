// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.decorators;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A step that fails the first times and then no longer: another attempt is all it needs. */
public final class BadLuck implements Workflow {
  @Override
  public String description() {
    return "@Retry: a step that fails the first times.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> tries =
        workflow
            .parameter("tries", String.class)
            .help("A file that counts the attempts.")
            .required();
    Parameter<Integer> failures =
        workflow.parameter("failures", Integer.class).help("How many attempts fail.").defaultsTo(2);
    workflow.result(workflow.step(BadLuck::tryLuck, tries, failures));
  }

  /** Tells which attempt it was. */
  @Retry(times = 3, delayMillis = 100)
  static int tryLuck(String tries, int failures) throws IOException {
    Path file = Path.of(tries);
    Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    int attempt = (int) Files.size(file);
    if (attempt <= failures) {
      throw new IOException("bad luck in attempt " + attempt);
    }
    return attempt;
  }
}
