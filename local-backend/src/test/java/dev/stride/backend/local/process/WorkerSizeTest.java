// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.ResourceRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker gets of what its step asks for. */
class WorkerSizeTest {
  private static WorkerSize ofMemory(String memory) {
    return WorkerSize.of(ResourceRequest.ofMemory(MemorySize.parse(memory)));
  }

  @Test
  void givesThreeQuartersToTheHeapAndTheRestToTheEngine() {
    WorkerSize size = ofMemory("4 GiB");

    assertThat(size.heapMebibytes()).isEqualTo(3072);
    assertThat(size.engine(Map.of("memory-limit", "64GiB", "spill-folder", "/tmp")))
        .isEqualTo(Map.of("memory-limit", "1024MiB", "spill-folder", "/tmp"));
  }

  @Test
  void givesNoLessThanAJvmAndAnEngineNeed() {
    WorkerSize size = ofMemory("1 MiB");

    assertThat(size.heapMebibytes()).isEqualTo(32);
    assertThat(size.engine(Map.of())).containsEntry("memory-limit", "256MiB");
  }

  @Test
  void sharesThisHeapWithoutARequest() {
    WorkerSize size = WorkerSize.of(ResourceRequest.none());

    assertThat(size.heapMebibytes()).isBetween(256L, Runtime.getRuntime().maxMemory() >> 20);
    assertThat(size.engine(Map.of("threads", "3"))).isEqualTo(Map.of("threads", "3"));
  }

  @Test
  void givesTheEngineAsManyThreadsAsTheStepHasProcessors() {
    assertThat(WorkerSize.of(ResourceRequest.ofCpu(2)).engine(Map.of("threads", "8")))
        .containsEntry("threads", "2");
  }

  @Test
  void handsOnOnlyVariablesThatAreNamed() {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "HOME",
                "/home/me",
                "PATH",
                "/bin",
                "LD_PRELOAD",
                "x.so",
                "AWS_SECRET_ACCESS_KEY",
                "s",
                "JAVA_TOOL_OPTIONS",
                "-javaagent:x",
                "MY_TOKEN",
                "t"));
    WorkerSettings.of("local", Map.of("environment", "MY_TOKEN, PATH", "threads", "2"))
        .restrict(variables);

    assertThat(variables).containsOnlyKeys("HOME", "MY_TOKEN", "PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=B", "A\nB", "A B", "1A", "A\u0000", "ä", "$(id)"})
  void refusesNamesThatNoVariableHas(String name) {
    assertThatThrownBy(() -> WorkerSettings.of("local", Map.of("environment", "OK," + name)))
        .hasMessage(
            "Invalid stride.local.environment: "
                + name
                + " (must be names of variables, separated by commas)");
  }

  @Test
  void handsOnNothingThatStartsCodeByItself() {
    Map<String, String> variables = new HashMap<>();
    for (String name :
        List.of(
            "LD_PRELOAD",
            "LD_LIBRARY_PATH",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "BASH_ENV",
            "ENV",
            "PATH",
            "CLASSPATH",
            "AWS_PROFILE",
            "STRIDE_SECRET_KEY")) {
      variables.put(name, "x");
    }
    WorkerSettings.of("local", Map.of()).restrict(variables);

    assertThat(variables).isEmpty();
  }
}
