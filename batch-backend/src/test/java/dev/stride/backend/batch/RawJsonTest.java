// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.batch.model.ContainerProperties;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

class RawJsonTest {
  private static RawJson parsed(String text) {
    return RawJson.parse("stride.batch.json", Optional.of(text));
  }

  @Test
  void setsMembersOfAnyTypeBesideThoseThatAreThere() {
    RawJson json =
        parsed(
            """
            {"container": {
               "privileged": true,
               "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}],
               "linuxParameters": {"sharedMemorySize": 1024},
               "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}}},
             "submit": {"shareIdentifier": "team", "schedulingPriorityOverride": 7}}
            """);
    ContainerProperties.Builder container = ContainerProperties.builder().image("stride:1");
    SubmitJobRequest.Builder submit = SubmitJobRequest.builder().jobName("fit");

    json.setOn(container);
    json.setOn(submit);

    ContainerProperties made = container.build();
    assertThat(made.image()).isEqualTo("stride:1");
    assertThat(made.privileged()).isTrue();
    assertThat(made.volumes().get(0).efsVolumeConfiguration().fileSystemId()).isEqualTo("fs-1");
    assertThat(made.linuxParameters().sharedMemorySize()).isEqualTo(1024);
    assertThat(made.logConfiguration().options()).containsEntry("awslogs-group", "g");
    assertThat(submit.build())
        .isEqualTo(
            SubmitJobRequest.builder()
                .jobName("fit")
                .shareIdentifier("team")
                .schedulingPriorityOverride(7)
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{                                | it is no JSON: Unexpected end-of-input",
        "[]                               | it is no object (write { … })",
        "{\"queue\": 1}                   | 'queue' is unknown (it may have container and submit)",
        "{\"submit\": 1}                  | 'submit' is no object (write { … })",
        "{\"submit\": {\"jobName\": \"x\"}} | 'submit.jobName' is Stride's own (leave it out)",
        "{\"submit\": {\"share\": \"x\"}}   | 'submit.share' is unknown (it may have"
            + " schedulingPriorityOverride, shareIdentifier)",
        "{\"submit\": {\"shareIdentifier\": 1}} | 'submit.shareIdentifier' is 1 (must be a String)",
        "{\"container\": {\"user\": null}}  | 'container.user' is null (must be a String)",
        "{\"container\": {\"volumes\": [{\"nam\": \"x\"}]}} | 'container.volumes[0].nam' is unknown",
        "{\"container\": {\"image\": \"x\"}} | 'container.image' is Stride's own (leave it out)",
      })
  void refusesWhatTheServiceDoesNotKnow(String text, String reason) {
    assertThatThrownBy(() -> parsed(text))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot use stride.batch.json: " + reason);
  }
}
