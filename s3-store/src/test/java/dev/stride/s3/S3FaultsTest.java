// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Commit;
import dev.stride.store.ObjectStore;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import dev.stride.testing.proxy.FaultProxy;
import dev.stride.testing.proxy.FaultSchedule;
import dev.stride.testing.proxy.ProxyFault;
import dev.stride.testing.proxy.ProxyRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store behind a network that does what networks do. */
class S3FaultsTest {
  private static final RunRecord RECORD =
      new RunRecord(
          "r1", "w", "W", "", Map.of(), Map.of(), "", Map.of(), "", "", "0.1.0", Instant.EPOCH);

  @TempDir private Path folder;
  private final String prefix = LocalS3.prefix();

  /** The first so many requests of that kind. */
  private static FaultSchedule first(int count, ProxyFault fault, Predicate<ProxyRequest> which) {
    AtomicInteger left = new AtomicInteger(count);
    return request ->
        which.test(request) && left.getAndDecrement() > 0 ? Optional.of(fault) : Optional.empty();
  }

  private static Predicate<ProxyRequest> puts(String name) {
    return request -> request.method().equals("PUT") && request.path().contains(name);
  }

  private ObjectStore behind(FaultProxy proxy) {
    return LocalS3.objects(LocalS3.BUCKET + "/" + prefix, proxy.uri());
  }

  private static FaultProxy proxy(FaultSchedule schedule) {
    return FaultProxy.http(LocalS3.SERVER.address(), schedule);
  }

  private static Commit commit(String nonce) {
    return new Commit("fit", 1, nonce, "f", Commit.Kind.NORMAL, List.of());
  }

  private static ProxyFault answer(int status, String code) {
    return new ProxyFault.Answer(
        status,
        Map.of("Content-Type", "application/xml"),
        "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
  }

  @Test
  void findsItsCommitWhoseReplyWasLost() {
    try (FaultProxy proxy = proxy(first(1, new ProxyFault.DropReply(), puts("commit.json")));
        ObjectStore objects = behind(proxy);
        RunStore run = Store.open(objects).create(RECORD)) {
      assertThat(run.commit(commit("a"))).isTrue();
      assertThat(proxy.hasStruck()).isTrue();
      assertThat(run.commit(commit("b"))).isFalse();
      assertThat(run.committed("fit").orElseThrow().nonce()).isEqualTo("a");
    }
  }

  @Test
  void waitsWhileTheServiceIsBusy() {
    try (FaultProxy proxy = proxy(first(3, answer(503, "SlowDown"), puts("commit.json")));
        ObjectStore objects = behind(proxy);
        RunStore run = Store.open(objects).create(RECORD)) {
      assertThat(run.commit(commit("a"))).isTrue();
      assertThat(proxy.hasStruck()).isTrue();
    }
  }

  @Test
  void readsAgainWhatWasCut() throws IOException {
    byte[] content = new byte[100_000];
    try (FaultProxy proxy =
            proxy(
                first(
                    1, new ProxyFault.Truncate(5_000), request -> request.method().equals("GET")));
        ObjectStore objects = behind(proxy)) {
      objects.put("x", content);
      assertThat(objects.get("x").orElseThrow().content()).hasSize(content.length);
      assertThat(proxy.hasStruck()).isTrue();
    }
  }

  @Test
  void failsWhereAStreamIsCut() throws IOException {
    try (FaultProxy proxy =
            proxy(
                first(
                    1, new ProxyFault.Truncate(5_000), request -> request.method().equals("GET")));
        ObjectStore objects = behind(proxy)) {
      objects.put("x", new byte[100_000]);
      try (InputStream in = objects.open("x")) {
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("/x: the content ended after ");
      }
    }
  }

  @Test
  void worksOnAThreadThatIsInterrupted() throws IOException {
    Path file = Files.write(folder.resolve("large"), new byte[20 << 20]);
    try (ObjectStore objects = LocalS3.objects(prefix)) {
      Thread.currentThread().interrupt();
      objects.put("x", new byte[10]);
      objects.upload("large", file);
      assertThat(objects.get("x").orElseThrow().content()).hasSize(10);
      try (InputStream in = objects.open("large")) {
        assertThat(in.readAllBytes()).hasSize(20 << 20);
      }
      objects.download("large", folder.resolve("copy"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(folder.resolve("copy")).hasSize(20 << 20);
    }
  }

  @Test
  void takesBackAnUploadThatFailsInTheMiddle() throws IOException {
    Path file = Files.write(folder.resolve("large"), new byte[40 << 20]);
    try (FaultProxy proxy =
            proxy(
                first(
                    100,
                    answer(500, "InternalError"),
                    request -> request.path().contains("partNumber=2")));
        ObjectStore objects = behind(proxy)) {
      assertThatThrownBy(() -> objects.upload("large", file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/large: InternalError (status 500)");
      assertThat(objects.head("large")).isEmpty();
    }
    assertThat(LocalS3.CLIENT.listMultipartUploads(of -> of.bucket(LocalS3.BUCKET)).uploads())
        .isEmpty();
  }

  @Test
  void saysWhoseRightsAreMissing() {
    try (FaultProxy proxy = proxy(first(100, answer(403, "AccessDenied"), puts("run.json")));
        ObjectStore objects = behind(proxy)) {
      StrideException thrown =
          catchThrowableOfType(
              StrideException.class, () -> Store.open(objects).create(RECORD).close());

      assertThat(thrown.kind()).isEqualTo(FailureKind.CONFIGURATION);
      assertThat(thrown)
          .hasMessage(
              "Cannot commit s3://stride-test/"
                  + prefix
                  + "/runs/r1/run.json: AccessDenied (status 403) (check the network, and the"
                  + " rights to the bucket)")
          .hasCauseInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void goesOnAfterConnectionsWereReset() {
    try (FaultProxy proxy = proxy(FaultSchedule.random(7, 0.2, new ProxyFault.Reset(0)));
        ObjectStore objects = behind(proxy);
        RunStore run = Store.open(objects).create(RECORD)) {
      for (int round = 0; round < 20; round++) {
        run.attempt("fit", round).writeValue(new byte[] {1});
      }
      assertThat(run.commit(commit("a"))).isTrue();
      assertThat(proxy.hasStruck()).isTrue();
    }
  }
}
