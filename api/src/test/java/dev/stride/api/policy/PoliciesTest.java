// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

  @Test
  void saysWhatIsWrongWithADuration() {
    assertThatThrownBy(() -> TimeLimit.parse("-5s"))
        .hasMessage("Invalid timeout: -5s (must not be negative)");
    assertThatThrownBy(() -> TimeLimit.parse("1234567890h"))
        .hasMessage("Invalid timeout: 1234567890h (must have at most 9 digits)");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S, timeout 500ms",
    "30s, PT30S, timeout 30s",
    "20m, PT20M, timeout 20m",
    "2h, PT2H, timeout 2h",
    "90s, PT1M30S, timeout 90s",
    "120s, PT2M, timeout 2m",
    "60m, PT1H, timeout 1h",
    "999999999h, PT999999999H, timeout 999999999h",
  })
  void readsAndPrintsTimeLimits(String text, Duration duration, String printed) {
    assertThat(TimeLimit.parse(text)).isEqualTo(TimeLimit.of(duration)).hasToString(printed);
  }

  @Test
  void printsTimeLimitsBelowAMillisecond() {
    assertThat(TimeLimit.of(Duration.ofNanos(5))).hasToString("timeout PT0.000000005S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "m", "1.5h", "20 m", "20M", "1h30m"})
  void refusesOtherTimeLimits(String text) {
    assertThatThrownBy(() -> TimeLimit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid timeout: " + text + " (must be a number and ms, s, m or h, for example 20m)");
  }

  @Test
  void refusesTimeLimitsOfNoTime() {
    assertThatThrownBy(() -> TimeLimit.parse("0h"))
        .hasMessage("Invalid timeout: 0s (must be longer than zero)");
    assertThatThrownBy(() -> TimeLimit.of(Duration.ofSeconds(-1)))
        .hasMessage("Invalid timeout: -1s (must be longer than zero)");
  }

  @Test
  void refusesRetriesBelowZero() {
    assertThatThrownBy(() -> RetryPolicy.times(-1))
        .hasMessage("Invalid retry times: -1 (must be >= 0)");
    assertThatThrownBy(() -> RetryPolicy.times(1).delayedBy(Duration.ofMillis(-1)))
        .hasMessage("Invalid retry delay: PT-0.001S (must be >= 0)");
  }

  @Test
  void waitsASecondBeforeTheSecondAttempt() {
    assertThat(RetryPolicy.times(3))
        .isEqualTo(new RetryPolicy(3, Duration.ofSeconds(1), List.of(), List.of(), true, false))
        .hasToString("retry 3");
    assertThat(RetryPolicy.times(3).delayedBy(Duration.ZERO).delay()).isZero();
  }

  @Test
  void refusesRequestsBelowOne() {
    assertThatThrownBy(() -> ResourceRequest.ofCpu(0)).hasMessage("Invalid cpu: 0 (must be >= 1)");
    assertThatThrownBy(
            () ->
                new ResourceRequest(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(-1),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessage("Invalid gpu: -1 (must be >= 1)");
  }

  @Test
  void overridesResourcesOneByOne() {
    ResourceRequest all =
        new ResourceRequest(
            Optional.of(1),
            Optional.of(MemorySize.parse("1GiB")),
            Optional.of(2),
            Optional.of(MemorySize.parse("3TiB")),
            Optional.of(MemorySize.parse("2GiB")));

    assertThat(all.overriddenBy(ResourceRequest.none())).isEqualTo(all);
    assertThat(ResourceRequest.none().overriddenBy(all)).isEqualTo(all);
    assertThat(all.overriddenBy(ResourceRequest.ofCpu(8)))
        .hasToString("cpu 8, memory 1 GiB up to 2 GiB, gpu 2, disk 3 TiB");
  }

  private static final List<Policy> EVERY_KIND =
      List.of(
          RetryPolicy.times(1),
          TimeLimit.parse("1m"),
          new QueueLimit(Duration.ofMinutes(1)),
          new Deadline(Duration.ofHours(1)),
          Fallback.method("none"),
          ResourceRequest.ofCpu(2),
          new BatchOptions(Optional.of("q"), Optional.of("i"), Optional.of(3), Optional.of("{}")),
          new PlacementRequest(Layer.BATCH));

  @Test
  void keepsOnePolicyOfAKind() {
    StepPolicies policies = StepPolicies.none();
    for (Policy policy : EVERY_KIND) {
      policies = policies.with(policy).with(policy);
    }

    assertThat(policies.all()).isEqualTo(EVERY_KIND);
    assertThat(policies.all())
        .extracting(Object::toString)
        .containsExactly(
            "retry 1",
            "timeout 1m",
            "queue 1m",
            "deadline 1h",
            "catch none",
            "cpu 2",
            "batch queue q image i slots 3 json",
            "on batch");
    assertThat(policies.with(RetryPolicy.times(7)).retry()).contains(RetryPolicy.times(7));
    assertThat(StepPolicies.none().all()).isEmpty();
    assertThat(StepPolicies.none().with(Fallback.empty()).all()).hasToString("[catch]");
  }

  @Test
  void fillsOnlyGaps() {
    StepPolicies all = StepPolicies.none();
    for (Policy policy : EVERY_KIND) {
      all = all.with(policy);
    }
    StepPolicies defaults =
        StepPolicies.none()
            .with(RetryPolicy.times(9))
            .with(TimeLimit.parse("9s"))
            .with(Fallback.method("other"))
            .with(ResourceRequest.ofCpu(9))
            .with(ResourceRequest.ofMemory(MemorySize.parse("1GiB")))
            .with(
                new BatchOptions(
                    Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty()))
            .with(new PlacementRequest(Layer.LAMBDA));

    assertThat(all.orElse(defaults))
        .isEqualTo(all.with(ResourceRequest.ofMemory(MemorySize.parse("1GiB"))));
    assertThat(StepPolicies.none().orElse(defaults)).isEqualTo(defaults);
    assertThat(defaults.orElse(StepPolicies.none())).isEqualTo(defaults);
  }

  @ParameterizedTest
  @EnumSource
  void readsLayersInSmallLetters(Layer layer) {
    assertThat(Layer.parse(layer.toString())).isEqualTo(layer);
  }

  @Test
  void refusesUnknownLayers() {
    assertThatThrownBy(() -> Layer.parse("Batch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid layer: Batch (must be one of [thread, process, duckdb, spark, batch,"
                + " lambda])");
  }
}
