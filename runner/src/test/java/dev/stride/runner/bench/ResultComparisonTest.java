// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.runner.bench.Standing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultComparisonTest {
  private static Verdict compared(String reference, String actual) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    return ResultComparison.of(json.readTree(reference), json.readTree(actual));
  }

  @Test
  void toleratesOnlyTheLastDigitsOfDoubles() throws JsonProcessingException {
    assertThat(compared("{\"a\":[1.5,2]}", "{\"a\":[1.5,2]}"))
        .isEqualTo(new Verdict(true, "the same"));
    assertThat(compared("{\"a\":[1.5,2]}", "{\"a\":[1.5000000001,2]}"))
        .isEqualTo(new Verdict(true, "the same to 9 digits"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":[1.5,2]} | {\"a\":[1.50001,2]} | /a/0: 1.50001, not 1.5",
        "{\"a\":[1.5,2]} | {\"a\":[1.5,3]}     | /a/1: 3, not 2",
        "{\"a\":[1]}     | {\"a\":[1,2]}       | /a: [1,2], not [1]",
        "{\"a\":1}       | {\"b\":1}           | /a: nothing",
        "{\"a\":\"x\"}   | {\"a\":null}        | /a: null, not \"x\"",
        "{\"a\":1}       | {\"a\":1.0}         | /a: 1.0, not 1",
      })
  void saysWhereResultsDiffer(String reference, String actual, String place)
      throws JsonProcessingException {
    assertThat(compared(reference, actual)).isEqualTo(new Verdict(false, "differs at " + place));
  }
}
