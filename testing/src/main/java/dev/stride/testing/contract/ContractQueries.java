// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stride.api.Dataset;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short forms for tests that look at one expression over a few rows. */
abstract class ContractQueries {

  /** Reads datasets on the backend under test. */
  protected abstract DatasetReader reader();

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <R extends Record> Dataset<R> rows(R first, R... others) {
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) first.getClass();
    List<R> all = new java.util.ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(others));
    return rows(type, all);
  }

  final <R extends Record> Dataset<R> rows(Class<R> type, List<R> rows) {
    return Dataset.of(type, new Rows(RecordType.of(type), rows), reader());
  }

  /** The expression's value for each row, in a record that has exactly its type. */
  final List<@Nullable Object> values(Dataset<?> rows, Expression<?> expression) {
    return column(Dataset.of(cell(expression), select(rows, expression), reader()));
  }

  final @Nullable Object value(Record row, Expression<?> expression) {
    return values(rows(row), expression).get(0);
  }

  /** The first column of a dataset's rows. */
  static List<@Nullable Object> column(Dataset<? extends Record> dataset) {
    RecordType type = dataset.relation().output();
    List<@Nullable Object> values = new java.util.ArrayList<>();
    dataset.toList().forEach(row -> values.add(type.access().value(row, 0)));
    return values;
  }

  final void assertFails(ErrorClass expected, Record row, Expression<?> expression) {
    assertFails(expected, Dataset.of(cell(expression), select(rows(row), expression), reader()));
  }

  /** A failure is compared by its class, never by its words. */
  static void assertFails(ErrorClass expected, Dataset<?> dataset) {
    Throwable failure = catchThrowable(dataset::toList);

    assertThat(failure).as("reading %s", dataset.relation()).isNotNull();
    assertThat(failure).hasMessageStartingWith(expected + ": ");
  }

  private static Select select(Dataset<?> rows, Expression<?> expression) {
    return new Select(rows.relation(), RecordType.of(cell(expression)), List.of(expression));
  }

  private static Class<? extends Record> cell(Expression<?> expression) {
    DataType type = expression.type();
    if (type instanceof DecimalType decimal) {
      return decimal.scale() == 0 ? OfWhole.class : OfDecimal.class;
    }
    if (!(type instanceof ScalarType scalar)) {
      return OfTexts.class;
    }
    return switch (scalar) {
      case BOOL -> OfBool.class;
      case INT -> OfInt.class;
      case LONG -> OfLong.class;
      case FLOAT -> OfFloat.class;
      case DOUBLE -> OfDouble.class;
      case STRING -> OfText.class;
      case BINARY -> OfBytes.class;
      case DATE -> OfDate.class;
      case LOCAL_TIMESTAMP -> OfLocal.class;
      case INSTANT -> OfInstant.class;
    };
  }
}
