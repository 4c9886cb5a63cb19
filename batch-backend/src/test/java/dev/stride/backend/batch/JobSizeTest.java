// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.ResourceRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSizeTest {
  private static JobSize onFargate(int cpu, String memory) {
    return JobSize.of(
        ResourceRequest.ofMemory(MemorySize.parse(memory)).overriddenBy(ResourceRequest.ofCpu(cpu)),
        BatchSettings.of(Map.of("platform", "fargate")));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10GiB, 2, 10240",
    "1, 1GiB, 1, 2048",
    "1, 2100MiB, 1, 3072",
    "3, 4GiB, 4, 8192",
    "8, 17GiB, 8, 20480",
    "16, 120GiB, 16, 122880"
  })
  void raisesARequestToTheNextSizeOfFargate(int cpu, String memory, int given, long mebibytes) {
    assertThat(onFargate(cpu, memory)).isEqualTo(new JobSize(given, mebibytes, 0));
  }

  @Test
  void refusesMoreThanFargateHas() {
    assertThatThrownBy(() -> onFargate(17, "1GiB"))
        .hasMessage(
            "Cannot submit job: 17 vCPU with 1024 MiB is more than Fargate has, 16 vCPU with 120"
                + " GiB (lower @Resources, or choose a queue of EC2 machines)");
  }

  @Test
  void givesNamesThatTheServiceTakes() {
    String name = JobNames.of("a step / of Ünïcode, long ".repeat(20), List.of("runs/R 1/t/x"));
    assertThat(name).matches("[A-Za-z0-9][A-Za-z0-9_-]{0,127}").startsWith("stride-r-1-a-step-of-");
  }
}
