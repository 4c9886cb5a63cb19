// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Secret;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Secrets;
import dev.stride.api.secret.SecretScope;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide to secrets shows. */
public class SecretsGuideTest {
  @TempDir private Path folder;

  /** An order of a shop. */
  public record Order(String item, int count) {}

  /** A shop that nobody enters without a password. */
  private record Shop(String url) {
    List<Order> orders(String password) {
      if (!password.equals("open sesame")) {
        throw new IllegalStateException(url + " refuses the password " + password);
      }
      return List.of(new Order("lamp", 1), new Order("carpet", 2));
    }
  }

  /** Counts what was ordered. */
  public static final class Orders implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<String> shop = workflow.parameter("shop", String.class).defaultsTo("http://shop");
      Node<List<Order>> orders = workflow.step(Orders::orders, shop);
      workflow.result(workflow.step(Orders::count, orders));
    }

    @Secrets("shop-password")
    @Retry(times = 0)
    static List<Order> orders(String shop) {
      Secret password = Secret.named("shop-password");
      return new Shop(shop).orders(password.reveal());
    }

    static int count(List<Order> orders) {
      return orders.stream().mapToInt(Order::count).sum();
    }
  }

  @BeforeEach
  void makeFolder() throws IOException {
    Files.setPosixFilePermissions(
        Files.createDirectory(folder.resolve("secrets")),
        PosixFilePermissions.fromString("rwx------"));
  }

  private Stride stride(String password) throws IOException {
    Path file = Files.writeString(folder.resolve("secrets/shop-password"), password);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Stride.with(
        Settings.of(
            Map.of(
                "stride.store", folder.resolve("store").toString(),
                "stride.secrets.file.folder", folder.resolve("secrets").toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void entersTheShop(String layer) throws IOException {
    try (Stride stride = stride("open sesame\n")) {
      RunOptions options = RunOptions.ofDefaults().with(List.of(layer));
      assertThat(stride.run(new Orders(), Map.of(), options).value(Integer.class)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void doesNotTellAWrongPassword(String layer) throws IOException {
    try (Stride stride = stride("close sesame")) {
      RunOptions options = RunOptions.ofDefaults().with(List.of(layer));
      assertThatThrownBy(() -> stride.run(new Orders(), Map.of(), options))
          .isInstanceOf(RunFailed.class)
          .hasMessage(
              "Cannot finish step 'orders': java.lang.IllegalStateException: http://shop refuses the"
                  + " password ***");
    }
  }

  @Test
  void entersTheShopInATestOfTheStep() throws Exception {
    Map<String, Secret> secrets = Map.of("shop-password", Secret.of("open sesame"));
    List<Order> orders = SecretScope.of(secrets).during(() -> Orders.orders("http://shop"));
    assertThat(orders).hasSize(2);
  }
}
