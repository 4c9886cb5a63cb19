// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.store.AttemptStore;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.ObjectStore;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import dev.stride.testing.proxy.FaultProxy;
import dev.stride.testing.proxy.FaultSchedule;
import dev.stride.testing.proxy.ProxyExchange;
import dev.stride.testing.proxy.ProxyFault;
import dev.stride.testing.proxy.ProxyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that the documented policy gives are those that the store's requests need. */
class S3RightsTest {
  private static final Path DOCUMENTS = Path.of("..", "docs", "aws");

  @TempDir private Path folder;

  private static JsonNode document(String name) throws IOException {
    return new ObjectMapper().readTree(DOCUMENTS.resolve(name).toFile());
  }

  /** As the service's reference for authorization assigns them. */
  private static String right(ProxyRequest request) {
    boolean isOfBucket = request.path().matches("/[^/]+/?(\\?.*)?");
    return switch (request.method()) {
      case "GET", "HEAD" -> isOfBucket ? "s3:ListBucket" : "s3:GetObject";
      case "PUT" -> "s3:PutObject";
      // Several objects are deleted, or an upload in parts begins or ends.
      case "POST" -> isOfBucket ? "s3:DeleteObject" : "s3:PutObject";
      case "DELETE" ->
          request.path().contains("uploadId=") ? "s3:AbortMultipartUpload" : "s3:DeleteObject";
      default -> request.method();
    };
  }

  /** Everything that a store does, one upload in parts that fails among it. */
  private void use(ObjectStore objects) throws IOException {
    RunRecord record =
        new RunRecord(
            "r1", "w", "W", "", Map.of(), Map.of(), "", Map.of(), "", "", "0.1.0", Instant.EPOCH);
    Store store = Store.open(objects);
    try (RunStore run = store.create(record)) {
      AttemptStore attempt = run.attempt("fit", 1);
      Files.write(attempt.outputFolder().resolve("part"), new byte[] {1});
      attempt.sealOutput().forEach(run::verify);
      attempt.close();
    }
    Path large = Files.write(folder.resolve("large"), new byte[20 << 20]);
    objects.upload("large", large);
    objects.download("large", folder.resolve("copy"));
    try {
      objects.upload("failing", large);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("InternalError");
    }
    assertThat(store.runs()).hasSize(1);
    GarbagePolicy all = GarbagePolicy.ofDefaults().after(Duration.ZERO);
    assertThat(store.collect(all, Instant.now().plusSeconds(60))).isNotEmpty();
  }

  @Test
  void areThoseOfTheDocumentedPolicy() throws IOException {
    ProxyFault fault =
        new ProxyFault.Answer(
            500,
            Map.of("Content-Type", "application/xml"),
            "<Error><Code>InternalError</Code></Error>");
    FaultSchedule schedule =
        request ->
            request.path().contains("/failing?") && request.path().contains("partNumber=2")
                ? Optional.of(fault)
                : Optional.empty();
    TreeSet<String> used = new TreeSet<>();
    try (FaultProxy proxy = FaultProxy.http(LocalS3.SERVER.address(), schedule)) {
      try (ObjectStore objects =
          LocalS3.objects(LocalS3.BUCKET + "/" + LocalS3.prefix(), proxy.uri())) {
        use(objects);
      }
      proxy.exchanges().stream()
          .map(ProxyExchange::request)
          .map(S3RightsTest::right)
          .forEach(used::add);
    }

    TreeSet<String> given = new TreeSet<>();
    for (JsonNode statement : document("store-policy.json").path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      statement.path("Action").forEach(action -> given.add(action.asText()));
    }
    assertThat(used).isEqualTo(given);
  }

  @Test
  void areGivenForThePrefixOnly() throws IOException {
    JsonNode statements = document("store-policy.json").path("Statement");
    assertThat(statements.path(0).at("/Condition/StringLike/s3:prefix/0").asText())
        .isEqualTo("PREFIX/*");
    assertThat(statements.path(1).at("/Resource/0").asText())
        .isEqualTo("arn:aws:s3:::BUCKET/PREFIX/*");
    assertThat(List.copyOf(statements.findValuesAsText("Resource"))).doesNotContain("*");
  }

  @Test
  void letPartsBeCleared() throws IOException {
    JsonNode rule = document("store-lifecycle.json").at("/Rules/0");
    assertThat(rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation").asInt()).isPositive();
    assertThat(rule.at("/Filter/Prefix").asText()).isEqualTo("PREFIX/");
  }
}
