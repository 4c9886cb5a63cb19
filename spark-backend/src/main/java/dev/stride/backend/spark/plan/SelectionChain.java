// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Nullability;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Select;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Filters and selections in a row as one call of each, as far as Spark's optimizer would collapse
 * them too: Spark analyses the whole plan at every call, so that long workflows would wait for it.
 */
final class SelectionChain {
  /** Beyond it, expressions would become deeper than stacks like. */
  private static final int LONGEST = 50;

  private Dataset<Row> rows;
  private int length;
  private final List<Column> conditions = new ArrayList<>();

  /** The values of the selections so far, over the columns of {@code rows}; by component. */
  private Map<String, Column> fields = Map.of();

  private Map<String, Column> columns = Map.of();
  private Set<String> computed = Set.of();

  SelectionChain(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * Begins with values over other columns than those of one input, as a join has them.
   *
   * @param lowering of these values
   */
  SelectionChain(
      Dataset<Row> rows,
      RecordType output,
      List<Expression<?>> values,
      ExpressionLowering lowering) {
    this(rows);
    select(output, values, lowering);
  }

  void add(Filter filter) {
    beginUnless(uses(List.of(filter.condition())).isEmpty());
    conditions.add(lowering().of(filter.condition()));
  }

  /** A value that is used twice stays a column: it would be computed twice. */
  void add(Select select) {
    beginUnless(uses(select.values()).values().stream().allMatch(count -> count == 1));
    select(select.output(), select.values(), lowering());
  }

  private void select(RecordType output, List<Expression<?>> values, ExpressionLowering lowering) {
    Map<String, Column> nextFields = new HashMap<>();
    Map<String, Column> nextColumns = new LinkedHashMap<>();
    Set<String> nextComputed = new HashSet<>();
    List<Component> components = output.components();
    for (int index = 0; index < components.size(); index++) {
      Component component = components.get(index);
      Expression<?> value = values.get(index);
      Column column = lowering.checked(component, output, value);
      nextFields.put(component.name(), column);
      nextColumns.put(component.column(), column);
      if (lowering.needsGuard(component, value) || !isPlain(value)) {
        nextComputed.add(component.name());
      }
    }
    fields = nextFields;
    columns = nextColumns;
    computed = nextComputed;
  }

  private boolean isPlain(Expression<?> value) {
    return value instanceof FieldReference<?> field && !computed.contains(field.component().name());
  }

  private ExpressionLowering lowering() {
    return new ExpressionLowering(Nullability.OF_ROWS)
        .over(
            (side, component) -> {
              Column value = fields.get(component.name());
              return value == null ? Columns.of(side, component) : value;
            });
  }

  /** How often each computed field is used. */
  private Map<String, Integer> uses(List<? extends Expression<?>> expressions) {
    Map<String, Integer> uses = new HashMap<>();
    for (Expression<?> expression : expressions) {
      Expressions.walk(
          expression,
          node -> {
            if (node instanceof FieldReference<?> field
                && computed.contains(field.component().name())) {
              uses.merge(field.component().name(), 1, Integer::sum);
            }
          });
    }
    return uses;
  }

  private void beginUnless(boolean continues) {
    if (!continues || length == LONGEST) {
      call();
    }
    length++;
  }

  private void call() {
    if (!conditions.isEmpty()) {
      rows = rows.where(conditions.stream().reduce(Column::and).orElseThrow());
    }
    if (!columns.isEmpty()) {
      rows =
          rows.select(
              columns.entrySet().stream()
                  .map(column -> column.getValue().as(column.getKey()))
                  .toArray(Column[]::new));
    }
    conditions.clear();
    fields = Map.of();
    columns = Map.of();
    computed = Set.of();
    length = 0;
  }

  Dataset<Row> rows() {
    call();
    return rows;
  }
}
