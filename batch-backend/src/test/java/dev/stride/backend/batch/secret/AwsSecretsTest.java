// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.secret.SecretSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that services of Amazon keep, found as {@code stride.secrets.sources} says. */
class AwsSecretsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> kept = new HashMap<>();
  private HttpServer server;
  private boolean isDenied;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      if (isDenied) {
        send(exchange, 400, error("AccessDeniedException", "no right to read"));
      } else if (operation.equals("secretsmanager.GetSecretValue")) {
        String value = kept.get(request.path("SecretId").asText());
        send(
            exchange,
            value == null ? 400 : 200,
            value == null
                ? error("ResourceNotFoundException", "no such secret")
                : JSON.createObjectNode().put("SecretString", value).toString());
      } else {
        assertThat(operation).isEqualTo("AmazonSSM.GetParameter");
        assertThat(request.path("WithDecryption").asBoolean()).isTrue();
        String value = kept.get(request.path("Name").asText());
        send(
            exchange,
            value == null ? 400 : 200,
            value == null
                ? error("ParameterNotFound", "no such parameter")
                : "{\"Parameter\": " + JSON.createObjectNode().put("Value", value) + "}");
      }
    }
  }

  private static String error(String type, String message) {
    return JSON.createObjectNode().put("__type", type).put("message", message).toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private SecretSources sources(String name, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sources", name);
    settings.put(name + ".endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
    for (int index = 0; index < more.length; index += 2) {
      settings.put(name + "." + more[index], more[index + 1]);
    }
    return SecretSources.open(settings);
  }

  private static String found(SecretSources sources) {
    Map<String, Secret> all = sources.find(List.of("shop-password"));
    return all.get("shop-password").reveal();
  }

  @Test
  void findsThemUnderTheirPrefix() {
    kept.put("stride/shop-password", "one of the manager");
    kept.put("/stride/shop-password", "one of the parameters");
    kept.put("team-shop-password", "another");
    assertThat(found(sources("secrets-manager"))).isEqualTo("one of the manager");
    assertThat(found(sources("ssm"))).isEqualTo("one of the parameters");
    assertThat(found(sources("ssm", "prefix", "team-"))).isEqualTo("another");
  }

  @Test
  void tellsHowToPutThemThere() {
    assertThatThrownBy(() -> found(sources("secrets-manager")))
        .hasMessage(
            "Cannot find secret: shop-password (aws secretsmanager create-secret --name"
                + " stride/shop-password --secret-string …)");
    assertThatThrownBy(() -> found(sources("ssm")))
        .hasMessage(
            "Cannot find secret: shop-password (aws ssm put-parameter --type SecureString --name"
                + " /stride/shop-password --value …)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets-manager", "ssm"})
  void tellsThatTheyMayNotBeRead(String name) {
    isDenied = true;
    assertThatThrownBy(() -> found(sources(name)))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageContaining("stride/shop-password': AccessDeniedException: no right to read")
        .hasMessageContaining("(check stride.secrets." + name + ".* and the rights of your role)");
  }
}
