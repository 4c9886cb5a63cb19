// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, which only a user who may mount one can fill. */
class FullDiskTest {
  private static final EndRecord FAILED =
      new EndRecord(RunStatus.FAILED, Instant.EPOCH, "load", "the disk is full");

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

  private void fill() throws IOException {
    try (FileOutputStream out = new FileOutputStream(disk.resolve("filler").toFile())) {
      byte[] page = new byte[4096];
      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(page);
                }
              })
          .hasMessageContaining("No space left");
    }
  }

  @Test
  void recordsTheEndOfARunThatHasFilledTheDisk() throws IOException {
    Store store = Store.open(disk.resolve("store"), Durability.COMMIT);
    try (RunStore run = store.create(Runs.record("r1"))) {
      run.commit(new Commit("first", 1, "n", "f", Commit.Kind.NORMAL, List.of()));
      fill();

      assertThatThrownBy(() -> run.attempt("load", 1).writeValue("1".repeat(9000).getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCES))
          .hasMessageEndingWith("the disk is full (free space, then resume the run)");
      run.end(FAILED);
    }

    try (RunStore run = store.find("r1")) {
      assertThat(run.end()).contains(FAILED);
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.committed("first")).isPresent();
    }
    assertThat(disk.resolve("store/runs/r1").toFile().list())
        .containsExactlyInAnyOrder("run.json", "lease", "end.json", "t");
  }

  @Test
  void startsNoRunThatCouldNotRecordItsEnd() throws IOException {
    Store store = Store.open(disk.resolve("store"), Durability.COMMIT);
    Files.createDirectories(disk.resolve("store/runs/r1"));
    fill();

    assertThatThrownBy(() -> store.create(Runs.record("r1")))
        .hasMessage(
            "Cannot create run in "
                + disk.resolve("store")
                + ": the disk is full (free space, or set --conf stride.store=DIR)");
    assertThat(store.runs()).isEmpty();
    assertThat(disk.resolve("store/runs/r1/reserve")).doesNotExist();
  }
}
