// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
  /** A row. */
  record Row(int number) {
    static Row of(int number) {
      if (number == 3) {
        throw new StrideException(FailureKind.INTERNAL, "Cannot use artifact: it is damaged");
      }
      return new Row(number);
    }
  }

  @Test
  void staysADocumentWhereRowsCannotBeReadToTheirEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultJson json = ResultJson.on(bytes)) {
      json.begin().put("run", "r").begin("result");
      assertThatThrownBy(() -> json.putRows("rows", Stream.of(1, 2, 3).map(Row::of)))
          .hasMessage("Cannot use artifact: it is damaged");
      json.unwind().put("error", "no").end();
    }

    assertThat(Json.MAPPER.readTree(bytes.toByteArray()))
        .hasToString(
            "{\"run\":\"r\",\"result\":{\"rows\":[{\"number\":1},{\"number\":2}]},\"error\":\"no\"}");
  }

  /** A record whose method fails. */
  public record Failing(int before, int value) {
    @Override
    public int value() {
      throw new IllegalStateException("no value");
    }
  }

  @Test
  void staysADocumentWhereAValueCannotBeShown() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultJson json = ResultJson.on(bytes)) {
      json.begin();
      assertThatThrownBy(() -> json.putRows("rows", Stream.of(new Failing(1, 2))))
          .isInstanceOf(StrideException.class)
          .hasMessageStartingWith(
              "Cannot show value: java.lang.IllegalStateException: no value at ")
          .hasMessageEndingWith(" (correct the record's methods)");
      json.unwind().put("error", "no value").end();
    }
    assertThat(new ObjectMapper().readTree(bytes.toByteArray()).toString())
        .isEqualTo("{\"rows\":[{\"before\":1}],\"error\":\"no value\"}");
  }
}
