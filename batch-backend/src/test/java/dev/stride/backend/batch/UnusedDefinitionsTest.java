// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Leftover;
import dev.stride.api.spi.StoreAddress;
import dev.stride.testing.store.MemoryObjects;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which job definitions {@code stride gc} deregisters; used ones are in BatchBackendTest. */
class UnusedDefinitionsTest {
  private static final Instant BEFORE = Instant.parse("2026-11-20T00:00:00Z");

  private ScriptedBatch service;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    service = new ScriptedBatch(MemoryObjects.create());
    define("stride-old", "job-definition", "2026-11-01T00:00:00Z");
    define("stride-new", "job-definition", "2026-11-21T00:00:00Z");
    define("stride-odd", "job-definition", "some day");
    define("stride-of-others", "something", "2026-11-01T00:00:00Z");
    define("others", "job-definition", "2026-11-01T00:00:00Z");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void define(String name, String kind, String registered) {
    service.define(
        name,
        new ObjectMapper().valueToTree(Map.of("stride", kind, "stride-registered", registered)));
  }

  private List<Leftover> collect(boolean deletes) {
    Map<String, String> settings = Map.of("endpoint", service.uri().toString(), "queue", "heavy");
    return new UnusedDefinitions(BatchSettings.of(settings), BEFORE).collect(deletes);
  }

  @Test
  void areOursAndOldAndWithoutAJob() {
    assertThat(collect(true))
        .containsExactly(new Leftover("job definition stride-old:1", "no queue knows a job of it"));
    assertThat(service.definitions())
        .containsExactlyInAnyOrder("stride-new", "stride-odd", "stride-of-others", "others");
  }

  @Test
  void areOnlyToldWhereNothingIsToBeDeleted() {
    assertThat(collect(false)).hasSize(1);
    assertThat(service.definitions()).contains("stride-old");
    assertThat(service.calls("deregisterjobdefinition")).isZero();
  }

  @Test
  void areNotLookedForFromAFolderOrWithoutAQueue() {
    String endpoint = service.uri().toString();
    BatchBackendFactory factory = new BatchBackendFactory();

    assertThat(
            factory.collect(
                Map.of("endpoint", endpoint, "queue", "heavy"),
                new StoreAddress("here", Map.of()),
                Duration.ZERO,
                true))
        .isEmpty();
    StoreAddress bucket = new StoreAddress("s3://bucket/team", Map.of());
    assertThat(factory.collect(Map.of("endpoint", endpoint), bucket, Duration.ZERO, true))
        .isEmpty();
    assertThat(service.allCalls()).isZero();
    assertThat(
            factory.collect(
                Map.of("endpoint", endpoint, "queue", "heavy"), bucket, Duration.ZERO, true))
        .hasSize(2);
  }

  @Test
  void areNotFoundWithoutTheService() {
    service.close();
    assertThatThrownBy(() -> collect(true))
        .isInstanceOf(StrideException.class)
        .hasMessageStartingWith("Cannot collect job definitions: ")
        .hasMessageEndingWith("(the service does not answer; try again later)");
  }
}
