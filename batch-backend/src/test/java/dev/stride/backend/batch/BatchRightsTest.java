// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The rights that docs/aws gives to who starts runs. */
class BatchRightsTest {
  private static final Path POLICY = Path.of("../docs/aws/batch-policy.json");

  @Test
  void areThoseOfTheCallsThatAreMadeAndTagsAndRoles() throws IOException {
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : new ObjectMapper().readTree(POLICY.toFile()).path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      statement.path("Action").forEach(action -> actions.add(action.asText()));
    }
    List<String> called =
        ScriptedBatch.OPERATIONS.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    assertThat(actions)
        .filteredOn(action -> action.startsWith("batch:") && !action.equals("batch:TagResource"))
        .extracting(action -> action.substring("batch:".length()).toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(called);
    assertThat(actions).contains("batch:TagResource", "logs:GetLogEvents", "iam:PassRole");
  }
}
