// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
