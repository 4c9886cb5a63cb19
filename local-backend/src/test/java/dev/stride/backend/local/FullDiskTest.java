// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.api.Dataset;
import dev.stride.api.expression.Functions;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, which only a user who may mount one can fill. */
class FullDiskTest {
  @TempDir Path parent;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(parent.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
    assumeTrue(mounted, "this user may not mount a file system to fill it");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("Cannot run program");
      return false;
    }
  }

  /** More than the disk has room for, and than a small engine has memory for. */
  private static Relation manyRows() {
    List<LabelledRow> rows =
        IntStream.range(0, 400_000)
            .mapToObj(id -> new LabelledRow(id, Integer.toHexString(id * 0x9E3779B9).repeat(4)))
            .toList();
    return new Rows(RecordType.of(LabelledRow.class), rows);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StrideException.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.DISK_FULL))
        .hasMessage(message);
  }

  @Test
  void namesTheSpillFolderWhoseDiskIsFull() {
    Map<String, String> settings =
        Map.of("threads", "1", "memory-limit", "16MiB", "spill-folder", disk.toString());
    try (LocalBackend backend = LocalBackend.open(settings)) {
      Dataset<LabelledRow> rows =
          Dataset.of(LabelledRow.class, manyRows(), backend.reader())
              .orderBy(Functions.asc(LabelledRow::label));

      refuses(
          rows::toList,
          "Cannot run query: the disk of its spill folder is full: "
              + disk
              + " (free space there, set stride.local.spill-folder to another disk, or raise"
              + " stride.local.memory-limit)");
    }
  }

  @Test
  void namesTheFileThatAFullDiskHasNoRoomFor() {
    try (LocalBackend backend = LocalBackend.open(Map.of("threads", "1"))) {
      StepTask task = new StepTask.Materialize("write", manyRows(), disk);

      refuses(
          () -> {
            try {
              backend.start(task).completion().toCompletableFuture().join();
            } catch (CompletionException e) {
              throw e.getCause();
            }
          },
          "Cannot write file: "
              + disk.resolve("part-00000.parquet")
              + ": the disk is full (free space there, or write to another disk)");
    }
  }
}
