// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.local.LocalBackendFactory;
import dev.stride.runner.execution.RunListener;
import dev.stride.runner.execution.StageProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scala and Kotlin throw checked exceptions that no method declares. No run hangs for it. */
class UndeclaredExceptionsTest {
  @TempDir private Path folder;

  /** A step and a fan-out. */
  public static final class Numbers implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> items = workflow.step(Numbers::items);
      workflow.result(workflow.foreach(items, Numbers::same));
    }

    static List<Integer> items() {
      return List.of(1, 2, 3);
    }

    static int same(int item) {
      return item;
    }
  }

  /** A backend that cannot be opened, or whose n-th start throws. */
  private record Throwing(int start) implements BackendFactory {
    private static final BackendFactory LOCAL = new LocalBackendFactory();

    @Override
    public String name() {
      return LOCAL.name();
    }

    @Override
    public Set<Layer> layers() {
      return LOCAL.layers();
    }

    @Override
    public Set<String> settings() {
      return LOCAL.settings();
    }

    @Override
    public Backend open(Map<String, String> settings) {
      return start == 0 ? thrown(new IOException("undeclared")) : backend(LOCAL.open(settings));
    }

    private Backend backend(Backend local) {
      AtomicInteger starts = new AtomicInteger();
      return new Backend() {
        @Override
        public String name() {
          return local.name();
        }

        @Override
        public Set<Layer> layers() {
          return local.layers();
        }

        @Override
        public DatasetReader reader() {
          return local.reader();
        }

        @Override
        public void check(Scan scan) {
          local.check(scan);
        }

        @Override
        public String version(Scan scan) {
          return local.version(scan);
        }

        @Override
        public StepAttempt start(StepTask task) {
          return starts.incrementAndGet() == start
              ? thrown(new IOException("undeclared"))
              : local.start(task);
        }

        @Override
        public void close() {
          local.close();
        }
      };
    }
  }

  private static <T> T thrown(Throwable any) {
    return UndeclaredExceptionsTest.<T, RuntimeException>as(any);
  }

  @SuppressWarnings("unchecked")
  private static <T, E extends Throwable> T as(Throwable any) throws E {
    throw (E) any;
  }

  private void run(BackendFactory local) {
    Settings settings = Settings.of(Map.of("stride.store", folder.toString()));
    try (Stride stride = Stride.with(settings, local)) {
      stride.run(new Numbers(), Map.of());
    }
  }

  @Test
  void endARunWhoseBackendDoesNotOpen() {
    assertThatThrownBy(() -> run(new Throwing(0)))
        .isInstanceOf(RunFailed.class)
        .hasMessage("Cannot finish step 'items': java.io.IOException: undeclared");
  }

  @Test
  void ofAListenerChangeNothing() {
    RunListener throwing =
        new RunListener() {
          @Override
          public void started(String run, List<StageProgress> stages) {
            thrown(new IOException("started"));
          }

          @Override
          public void changed(StageProgress stage) {
            thrown(new IOException("changed"));
          }

          @Override
          public void ended() {
            throw new AssertionError("ended");
          }
        };
    Settings settings = Settings.of(Map.of("stride.store", folder.toString()));
    try (Stride stride = Stride.with(settings)) {
      RunResult result =
          stride.run(new Numbers(), Map.of(), RunOptions.ofDefaults().listeningWith(throwing));

      assertThat(result.value(List.class)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void endARunWhoseAttemptDoesNotStart(int start) {
    assertThatThrownBy(() -> run(new Throwing(start)))
        .isInstanceOf(RunFailed.class)
        .hasMessageContaining("undeclared");
  }
}
