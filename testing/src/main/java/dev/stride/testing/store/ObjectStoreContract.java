// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store needs of objects. An object store's tests extend this class. */
public abstract class ObjectStoreContract {
  private static final int WRITERS = 8;

  @TempDir Path folder;

  /** Objects of which there are none yet. */
  protected abstract ObjectStore objects();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String content(ObjectStore objects, String key) throws IOException {
    return new String(objects.get(key).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  @Test
  void createsAnObjectOnlyOnce() throws IOException {
    ObjectStore objects = objects();
    assertThat(objects.create("a/b", bytes("1"))).isPresent();
    assertThat(objects.create("a/b", bytes("2"))).isEmpty();
    assertThat(content(objects, "a/b")).isEqualTo("1");
  }

  @Test
  void letsOneOfManyCreateAnObject() throws Exception {
    ObjectStore objects = objects();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      byte[] content = bytes("writer " + writer);
      writers.add(() -> objects.create("commit", content).isPresent());
    }
    List<Boolean> won = new ArrayList<>();
    for (Future<Boolean> writer : threads.invokeAll(writers)) {
      won.add(writer.get());
    }
    threads.shutdown();
    assertThat(won).containsOnlyOnce(true);
    assertThat(content(objects, "commit")).isEqualTo("writer " + won.indexOf(true));
  }

  @Test
  void replacesTheVersionThatItIsToldOnly() throws IOException {
    ObjectStore objects = objects();
    String first = objects.create("lease", bytes("1")).orElseThrow();
    String second = objects.replace("lease", bytes("2"), first).orElseThrow();
    assertThat(objects.replace("lease", bytes("3"), first)).isEmpty();
    assertThat(content(objects, "lease")).isEqualTo("2");
    assertThat(objects.get("lease").orElseThrow().version()).isEqualTo(second);
    objects.delete(List.of("lease"));
    assertThat(objects.replace("lease", bytes("3"), second)).isEmpty();
    assertThat(objects.get("lease")).isEmpty();
  }

  @Test
  void tellsTheSizeAndAgeOfAnObject() throws IOException {
    ObjectStore objects = objects();
    objects.put("x", bytes("12345"));
    assertThat(objects.head("x").orElseThrow().size()).isEqualTo(5);
    assertThat(objects.get("x").orElseThrow().age()).isBetween(Duration.ZERO, Duration.ofHours(1));
  }

  @Test
  void knowsWhatIsNotThere() throws IOException {
    ObjectStore objects = objects();
    assertThat(objects.get("none")).isEmpty();
    assertThat(objects.head("none")).isEmpty();
    assertThat(objects.list("none").objects()).isEmpty();
    assertThat(objects.keysBelow("none")).isEmpty();
    assertThatThrownBy(() -> objects.open("none").close()).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> objects.download("none", folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
    objects.delete(List.of("none"));
  }

  @Test
  void listsWhatLiesRightBelowAFolder() throws IOException {
    ObjectStore objects = objects();
    for (String key : List.of("r/1/run.json", "r/1/t/a/x", "r/1/t/b/x", "r/10/run.json", "q")) {
      objects.put(key, bytes(key));
    }
    assertThat(objects.list("r").folders()).containsExactly("r/1", "r/10");
    assertThat(objects.list("r").objects()).isEmpty();
    assertThat(objects.list("r/1").objects())
        .extracting(ObjectStore.Entry::key)
        .containsExactly("r/1/run.json");
    assertThat(objects.list("r/1").folders()).containsExactly("r/1/t");
    assertThat(objects.list("").folders()).containsExactly("r");
    assertThat(objects.keysBelow("r/1")).containsExactly("r/1/run.json", "r/1/t/a/x", "r/1/t/b/x");
  }

  /** A listing has a thousand keys on a page, and as many are deleted at once. */
  @Test
  void listsAndDeletesMoreThanAPage() throws IOException {
    ObjectStore objects = objects();
    List<String> keys = new ArrayList<>();
    for (int index = 0; index < 1_100; index++) {
      keys.add("many/" + index);
      objects.put("many/" + index, bytes(""));
    }
    assertThat(objects.list("many").objects()).hasSize(1_100);
    assertThat(objects.keysBelow("many")).containsExactlyInAnyOrderElementsOf(keys);
    objects.delete(keys);
    assertThat(objects.keysBelow("many")).isEmpty();
  }

  @Test
  void readsAPartOfAnObject() throws IOException {
    ObjectStore objects = objects();
    objects.put("parts", bytes("0123456789"));
    assertThat(objects.range("parts", 0, 3)).isEqualTo(bytes("012"));
    assertThat(objects.range("parts", 9, 1)).isEqualTo(bytes("9"));
    assertThatThrownBy(() -> objects.range("nothing", 0, 1))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void movesFilesOfAnySize() throws IOException {
    ObjectStore objects = objects();
    for (int size : new int[] {0, 1, 40 << 20}) {
      byte[] content = new byte[size];
      new Random(size).nextBytes(content);
      Path file = Files.write(folder.resolve("sent" + size), content);
      Path copy = folder.resolve("copy" + size);
      objects.upload("file" + size, file);
      objects.download("file" + size, copy);
      assertThat(copy).hasSameBinaryContentAs(file);
      try (InputStream in = objects.open("file" + size)) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }
}
