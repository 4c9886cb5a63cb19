// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stride.api.spi.Finding;
import dev.stride.store.ObjectStore;
import dev.stride.store.StoreDiagnosis;
import dev.stride.store.StoreLocation;
import dev.stride.testing.cloud.LocalBucket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code stride doctor} says of a store on S3. */
class S3DiagnosisTest {
  private static LocalBucket bucket;

  @BeforeAll
  static void start() {
    bucket = LocalBucket.start();
  }

  @AfterAll
  static void stop() {
    bucket.close();
  }

  private static StoreLocation at(String location) {
    return new StoreLocation(location, Map.of("endpoint", bucket.endpoint().toString()));
  }

  @Test
  void triesTheStoreAndLeavesNothing() throws IOException {
    StoreLocation location = at(bucket.location() + "/team");
    List<Finding> findings = StoreDiagnosis.of(location);
    assertThat(findings).extracting(Finding::verdict).containsOnly(Finding.Verdict.GOOD);
    assertThat(findings).extracting(Finding::subject).containsExactly("identity", "store", "clock");
    assertThat(findings.get(0).text()).matches("arn:aws:\\S+ in us-east-1");
    try (ObjectStore objects = location.objects()) {
      assertThat(objects.keysBelow("doctor")).isEmpty();
    }
  }

  @Test
  void doesNotKnowItsCallerWhereTheServiceDoesNotTell() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(400, -1);
          }
        });
    server.start();
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertThat(S3Identity.of(S3Settings.of(Map.of("endpoint", endpoint))))
          .isEqualTo(
              Finding.doubtful(
                  "identity",
                  "is not told by " + endpoint + ": status 400 (what it says of store decides)"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void tellsThatNobodyAnswers() {
    Finding finding = S3Identity.of(S3Settings.of(Map.of("endpoint", "http://127.0.0.1:1")));

    assertThat(finding.verdict()).isEqualTo(Finding.Verdict.BAD);
    assertThat(finding.text())
        .startsWith("is not told: ")
        .endsWith(" (check stride.s3.* and the network)");
  }

  @Test
  void tellsThatTheBucketIsMissing() {
    assertThat(StoreDiagnosis.of(at("s3://nobody-has-it/team")))
        .filteredOn(finding -> finding.verdict() != Finding.Verdict.GOOD)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Finding.Verdict.BAD);
              assertThat(finding.text())
                  .contains("NoSuchBucket")
                  .contains("check the bucket, its region, and the rights in docs/aws");
            });
  }
}
