// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.secret.SecretScope;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret SECRET = Secret.of("swordfish");

  @Test
  void printsStars() {
    assertThat(SECRET).hasToString("***");
    assertThat("" + Map.of("key", SECRET)).isEqualTo("{key=***}");
    assertThat(SECRET.reveal()).isEqualTo("swordfish");
  }

  @Test
  void isEqualToItselfOnly() {
    assertThat(Secret.of("swordfish")).isNotEqualTo(SECRET);
  }

  @Test
  void refusesSerialization() throws Exception {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(SECRET))
          .isInstanceOf(NotSerializableException.class);
    }
    for (Field field : Secret.class.getDeclaredFields()) {
      assertThat(Modifier.isTransient(field.getModifiers())).as(field.getName()).isTrue();
    }
  }

  @Test
  void isThereForTheStepThatDeclaresIt() throws Exception {
    SecretScope scope = SecretScope.of(Map.of("key", SECRET));

    assertThat(scope.during(() -> Secret.named("key"))).isSameAs(SECRET);
    assertThatThrownBy(() -> Secret.named("key"))
        .isInstanceOfSatisfying(
            StrideException.class,
            refused -> assertThat(refused.failureClass()).isEqualTo(FailureClass.CONFIGURATION))
        .hasMessage(
            "Cannot read secret: key is not declared (put @Secrets(\"key\") on the step, and ask on"
                + " the step's own thread)");
  }

  @Test
  void isNotThereForOtherThreads() throws Exception {
    SecretScope scope = SecretScope.of(Map.of("key", SECRET));

    assertThatThrownBy(
            () ->
                scope.during(() -> CompletableFuture.supplyAsync(() -> Secret.named("key")).get()))
        .hasMessageContaining("is not declared");
  }
}
