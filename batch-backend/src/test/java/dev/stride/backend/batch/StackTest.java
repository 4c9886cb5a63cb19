// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.backend.batch.lambda.LambdaBackendFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shape of the set-up that docs/aws has for CloudFormation. */
class StackTest {
  private static final Path DOCS = Path.of("../docs/aws");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z]+)[^}:]*}");
  private static final Pattern SETTING =
      Pattern.compile("stride\\.(batch|lambda)\\.([a-z-]+) = .+");

  private JsonNode stack;

  @BeforeEach
  void read() throws IOException {
    stack = new ObjectMapper().readTree(DOCS.resolve("stack.json").toFile());
  }

  @Test
  void refersOnlyToWhatItHas() {
    Set<String> known = new HashSet<>();
    stack.path("Parameters").fieldNames().forEachRemaining(known::add);
    stack.path("Resources").fieldNames().forEachRemaining(known::add);
    Set<String> used = new TreeSet<>();
    stack.findValues("Ref").forEach(ref -> used.add(ref.asText()));
    stack.findValues("Fn::GetAtt").forEach(attribute -> used.add(attribute.path(0).asText()));
    for (JsonNode text : stack.findValues("Fn::Sub")) {
      Matcher variable = VARIABLE.matcher(text.asText());
      while (variable.find()) {
        used.add(variable.group(1));
      }
    }
    assertThat(used).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void tellsSettingsThatThereAre() {
    Map<String, Set<String>> keys =
        Map.of(
            "batch", new BatchBackendFactory().settings(),
            "lambda", new LambdaBackendFactory().settings());
    List<String> found = new ArrayList<>();
    for (JsonNode output : stack.path("Outputs")) {
      JsonNode value = output.path("Value");
      String text = value.isTextual() ? value.asText() : value.path("Fn::Sub").asText();
      Matcher setting = SETTING.matcher(text);
      if (setting.matches()) {
        assertThat(keys.get(setting.group(1))).contains(setting.group(2));
        found.add(setting.group(1));
      } else {
        assertThat(text).startsWith("stride.store = \"s3://");
      }
    }
    assertThat(found).contains("batch", "lambda");
  }

  @Test
  void givesStepsTheRightsOfTheStoreAndNoMore() throws IOException {
    JsonNode policy = new ObjectMapper().readTree(DOCS.resolve("store-policy.json").toFile());
    JsonNode given = stack.at("/Resources/StepRights/Properties/PolicyDocument");
    assertThat(actions(given)).isEqualTo(actions(policy));
  }

  private static Set<String> actions(JsonNode policy) {
    Set<String> actions = new TreeSet<>();
    policy
        .path("Statement")
        .forEach(
            statement -> statement.path("Action").forEach(action -> actions.add(action.asText())));
    return actions;
  }
}
