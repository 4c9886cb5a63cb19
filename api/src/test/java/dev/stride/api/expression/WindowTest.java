// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.lag;
import static dev.stride.api.expression.Functions.rowNumber;
import static dev.stride.api.expression.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

public class WindowTest {
  public record Row(String name, int value, List<String> tags) {}

  private static final Window BY_NAME = Window.partitionBy(Row::name).orderBy(asc(Row::value));

  @Test
  void refusesFramesThatStartAfterTheirEnd() {
    assertThatThrownBy(() -> BY_NAME.rowsBetween(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid frame: 1 to 0 (must not start after its end)");
    assertThatThrownBy(() -> BY_NAME.rowsBetween(Frame.UNBOUNDED_AFTER, Frame.UNBOUNDED_AFTER))
        .hasMessageStartingWith("Invalid frame: ");
    assertThat(BY_NAME.rowsBetween(Frame.UNBOUNDED_BEFORE, 0).frame())
        .hasToString("rows unbounded to 0");
  }

  @Test
  void refusesPartitionsThatHaveNoOrderOrAggregate() {
    assertThatThrownBy(() -> Window.partitionBy(Row::tags))
        .hasMessageStartingWith("Cannot use Row.tags in partition by: it is ")
        .hasMessageEndingWith(" (must be a value with an order, not a list or record)");
    assertThatThrownBy(() -> Window.partitionBy(count()))
        .hasMessage(
            "Cannot use count_rows() in partition by: it aggregates (aggregate first, then use)");
    assertThatThrownBy(() -> Window.partitionBy(rowNumber(BY_NAME)))
        .hasMessageEndingWith(
            " in partition by: it is a window function (select it first, then use)");
  }

  @Test
  void yieldsTheTypesOfItsFunctions() {
    assertThat(rowNumber(BY_NAME).type()).hasToString("INT");
    assertThat(sum(Row::value).over(BY_NAME).type()).hasToString("LONG");
    assertThat(lag(field(Row::name), 1, BY_NAME).type()).hasToString("STRING");
    assertThat(lag(field(Row::name), 1, BY_NAME).nullable()).isTrue();
    assertThat(rowNumber(BY_NAME).nullable()).isFalse();
  }
}
