// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.decorators;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * A step that holds a long text. What it asks for is enough for half a gigabyte; a longer text ends
 * its process, not the run, which then asks for more, as far as the decorator lets it.
 */
public final class LongString implements Workflow {
  /** Small: collectors give a large array up to twice the room that it needs. */
  private static final int PIECE = 64 << 10;

  @Override
  public String description() {
    return "@Resources: a text that is longer than the memory asked for.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> mebibytes =
        workflow
            .parameter("mebibytes", Integer.class)
            .help("How long the text is.")
            .defaultsTo(512);
    workflow.result(workflow.step(LongString::length, mebibytes));
  }

  /** Java's strings end at two gigabytes, so the text is held in pieces; tells its bytes. */
  @Resources(memory = "1 GiB", maxMemory = "2 GiB")
  static long length(int mebibytes) {
    List<String> text = new ArrayList<>();
    long bytes = 0;
    while (bytes < (long) mebibytes << 20) {
      text.add("a".repeat(PIECE));
      bytes += PIECE;
    }
    return text.stream().mapToLong(String::length).sum();
  }
}
