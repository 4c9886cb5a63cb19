// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;

/**
 * What a job asks for.
 *
 * @param cpu vCPU
 * @param mebibytes memory
 * @param gpu GPUs, or 0
 */
record JobSize(int cpu, long mebibytes, int gpu) {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1024;

  /** Of Fargate: vCPU, the least and the most memory in GiB, and the step between. */
  private static final int[][] FARGATE = {
    {1, 2, 8, 1}, {2, 4, 16, 1}, {4, 8, 30, 1}, {8, 16, 60, 4}, {16, 32, 120, 8}
  };

  /** The size of a request, on any machine. */
  static JobSize of(ResourceRequest request, BatchSettings settings) {
    MemorySize memory = request.memory().orElse(settings.memory());
    JobSize wanted =
        new JobSize(
            request.cpu().orElse(1),
            Math.max(4, (memory.bytes() + MIB - 1) / MIB),
            request.gpu().orElse(0));
    return settings.platform() == BatchSettings.Platform.FARGATE ? wanted.onFargate() : wanted;
  }

  /** The smallest size of Fargate that has as much of everything. */
  private JobSize onFargate() {
    if (gpu > 0) {
      throw new StrideException(
          FailureClass.CONFIGURATION,
          "Cannot submit job: gpu " + gpu + " on Fargate (choose a queue of EC2 machines)",
          null);
    }
    for (int[] size : FARGATE) {
      long least = Math.max(size[1] * GIB, mebibytes);
      long grain = size[3] * GIB;
      long memory = size[1] * GIB + (least - size[1] * GIB + grain - 1) / grain * grain;
      if (size[0] >= cpu && memory <= size[2] * GIB) {
        return new JobSize(size[0], memory, 0);
      }
    }
    throw new StrideException(
        FailureClass.CONFIGURATION,
        "Cannot submit job: "
            + this
            + " is more than Fargate has, 16 vCPU with 120 GiB (lower @Resources, or choose a queue"
            + " of EC2 machines)",
        null);
  }

  /** As the service wants it. */
  List<ResourceRequirement> requirements() {
    List<ResourceRequirement> requirements = new ArrayList<>();
    requirements.add(JobDefinitions.requirement(ResourceType.VCPU, cpu));
    requirements.add(JobDefinitions.requirement(ResourceType.MEMORY, mebibytes));
    if (gpu > 0) {
      requirements.add(JobDefinitions.requirement(ResourceType.GPU, gpu));
    }
    return requirements;
  }

  long bytes() {
    return mebibytes * MIB;
  }

  @Override
  public String toString() {
    return cpu + " vCPU with " + mebibytes + " MiB" + (gpu > 0 ? " and " + gpu + " GPU" : "");
  }
}
