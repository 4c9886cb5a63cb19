// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
  @TempDir Path folder;
  private final FolderFiles files = new FolderFiles(Durability.COMMIT);

  @Test
  void blamesAFullDiskOnResources() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a device that is always full");
    Throwable full =
        catchThrowable(
            () -> {
              try (FileOutputStream out = new FileOutputStream("/dev/full")) {
                out.write(1);
              }
            });

    StrideException failure = FolderFiles.failure("write", Path.of("value.json"), full);

    assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCES);
    assertThat(failure)
        .hasMessage("Cannot write value.json: the disk is full (free space, then resume the run)")
        .hasCause(full);
  }

  @Test
  void createsAFileOnlyOnce() throws IOException {
    Path file = folder.resolve("file");

    assertThat(files.createOnce(file, new byte[] {'1'})).isTrue();
    assertThat(files.createOnce(file, new byte[] {'2'})).isFalse();
    assertThat(file).hasContent("1");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void doesNotCreateAFileOverALink() throws IOException {
    Path file = Files.createSymbolicLink(folder.resolve("file"), folder.resolve("nowhere"));

    assertThat(files.createOnce(file, new byte[] {'1'})).isFalse();
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void deletesLinksAndNotWhatTheyNameInATree() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "kept");
    Path tree = Files.createDirectories(folder.resolve("tree/deep"));
    Files.createSymbolicLink(tree.resolve("link"), kept);

    files.deleteTree(folder.resolve("tree"));
    files.deleteTree(folder.resolve("tree"));

    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("kept");
  }

  @Test
  void namesTheFileAndTheRemedy() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> files.read(missing))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot read "
                + missing
                + ": No such file or directory"
                + " (check that the store may be written, or set --conf stride.store=DIR)");
  }
}
