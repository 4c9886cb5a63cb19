// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Functions;
import dev.stride.api.expression.Ordering;
import dev.stride.api.function.ChunkFunction;
import dev.stride.api.function.FieldFunction;
import dev.stride.api.function.RowExpander;
import dev.stride.api.function.RowMapper;
import dev.stride.api.function.RowPredicate;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Distinct;
import dev.stride.api.relation.Explode;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.JoinKind;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.relation.Sort;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of records, lazy: its operations only describe what is to be done, and the engine that
 * runs the step does all of it at once. Immutable and thread-safe.
 *
 * <p>The first tier are the operations over expressions, which engines see through and optimize.
 * The second tier are {@link #map}, {@link #flatMap}, {@link #filter(RowPredicate)} and {@link
 * #mapPartitions}: Java code over rows, which engines cannot see through.
 *
 * <p>A step that returns a dataset only builds one. A step that returns anything else may also read
 * its datasets, with {@link #stream}, {@link #toList} and {@link #rowCount}; what was filtered and
 * selected before is pushed into the reading.
 *
 * @param <R> the record of its rows
 */
public final class Dataset<R extends Record> {
  private final Relation relation;
  private final DatasetReader reader;

  private Dataset(Relation relation, DatasetReader reader) {
    this.relation = relation;
    this.reader = reader;
  }

  /**
   * The dataset of a relation; for backends and tests.
   *
   * @param type the record of the relation's rows
   * @param reader what reads its rows
   * @throws IllegalArgumentException if the relation yields other records
   */
  public static <R extends Record> Dataset<R> of(
      Class<R> type, Relation relation, DatasetReader reader) {
    if (relation.output().type() != type) {
      throw new IllegalArgumentException(
          "Cannot use dataset of "
              + relation.output()
              + " as dataset of "
              + type.getSimpleName()
              + " (select into that record)");
    }
    return new Dataset<>(relation, reader);
  }

  /** The operations that make this dataset. */
  public Relation relation() {
    return relation;
  }

  /** The record of its rows. */
  @SuppressWarnings("unchecked")
  public Class<R> type() {
    return (Class<R>) relation.output().type();
  }

  private <S extends Record> Dataset<S> then(Relation next) {
    return new Dataset<>(next, reader);
  }

  // First tier: operations over expressions

  /** The rows for which {@code condition} is true; not those for which it is null. */
  public Dataset<R> filter(Expression<Boolean> condition) {
    return then(new Filter(relation, condition));
  }

  /** Each row as another record: one expression per component of {@code output}, in order. */
  public <S extends Record> Dataset<S> select(Class<S> output, Expression<?>... values) {
    return then(new Select(relation, RecordType.of(output), List.of(values)));
  }

  /**
   * Each row as another record: the given components by expression, all others taken from the
   * component of the same name.
   *
   * @throws IllegalArgumentException if a component is neither given nor found
   */
  public <S extends Record> Dataset<S> derive(Class<S> output, Assignment... assignments) {
    RecordType type = RecordType.of(output);
    return then(new Select(relation, type, Assignment.fit(type, relation.output(), assignments)));
  }

  /** The rows grouped by fields. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Grouped<R> groupBy(FieldFunction<R, ?>... keys) {
    return new Grouped<>(this, Arrays.stream(keys).<Expression<?>>map(Functions::field).toList());
  }

  /** The rows grouped by expressions. */
  public Grouped<R> groupBy(Expression<?>... keys) {
    return new Grouped<>(this, List.of(keys));
  }

  /** One row for all rows, even for none: one aggregate per component of {@code output}. */
  public <S extends Record> Dataset<S> aggregate(Class<S> output, Expression<?>... values) {
    return aggregate(List.of(), output, values);
  }

  <S extends Record> Dataset<S> aggregate(
      List<Expression<?>> keys, Class<S> output, Expression<?>... values) {
    return then(new Aggregate(relation, keys, RecordType.of(output), List.of(values)));
  }

  /** The pairs that match: {@code orders.join(customers, on(Order::customer, Customer::id))}. */
  public <S extends Record> Joined<R, S> join(Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.INNER, this, right, condition);
  }

  /** The pairs that match, and left rows without a match; the right side is then null. */
  public <S extends Record> Joined<R, S> leftJoin(Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.LEFT, this, right, condition);
  }

  /** The pairs that match, and right rows without a match; the left side is then null. */
  public <S extends Record> Joined<R, S> rightJoin(
      Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.RIGHT, this, right, condition);
  }

  /** The pairs that match, and rows of either side without a match. */
  public <S extends Record> Joined<R, S> fullJoin(Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.FULL, this, right, condition);
  }

  /** All pairs. */
  public <S extends Record> Joined<R, S> crossJoin(Dataset<S> right) {
    return new Joined<>(JoinKind.CROSS, this, right, JoinCondition.none());
  }

  /** The rows that have a match, each once. */
  public <S extends Record> Dataset<R> semiJoin(Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.SEMI, this, right, condition).leftRows();
  }

  /** The rows that have no match. */
  public <S extends Record> Dataset<R> antiJoin(Dataset<S> right, JoinCondition<R, S> condition) {
    return new Joined<>(JoinKind.ANTI, this, right, condition).leftRows();
  }

  /** The rows of both, duplicates kept. */
  public Dataset<R> union(Dataset<R> other) {
    return then(new SetOperation(SetOperation.Kind.UNION_ALL, relation, other.relation));
  }

  /** The rows that both have, each once. */
  public Dataset<R> intersect(Dataset<R> other) {
    return then(new SetOperation(SetOperation.Kind.INTERSECT, relation, other.relation));
  }

  /** The rows that {@code other} does not have, each once. */
  public Dataset<R> except(Dataset<R> other) {
    return then(new SetOperation(SetOperation.Kind.EXCEPT, relation, other.relation));
  }

  /** Each different row once. */
  public Dataset<R> distinct() {
    return then(new Distinct(relation));
  }

  /**
   * The rows in that order. A limit directly behind it, a reading step and a result keep the order;
   * other operations forget it.
   */
  public Dataset<R> orderBy(Ordering... orderings) {
    return then(new Sort(relation, List.of(orderings)));
  }

  /** The first {@code count} rows of the order; without an order any rows. */
  public Dataset<R> limit(long count) {
    return limit(0, count);
  }

  /** At most {@code count} rows behind the first {@code offset} of the order. */
  public Dataset<R> limit(long offset, long count) {
    return then(new Limit(relation, offset, count));
  }

  /** One row per element of a list field; none for an empty list or null. */
  public <E> Exploded<R, E> explode(FieldFunction<R, List<E>> list) {
    return explode(Functions.field(list));
  }

  /** One row per element of a list; none for an empty list or null. */
  public <E> Exploded<R, E> explode(Expression<List<E>> list) {
    if (!(list.type() instanceof ListType type)) {
      throw new IllegalArgumentException(
          "Cannot explode " + list + ": it is " + list.type() + " (must be a list)");
    }
    return new Exploded<>(this, list, type);
  }

  <S extends Record> Dataset<S> exploded(
      Expression<?> list, Class<S> output, Expression<?>... values) {
    return then(new Explode(relation, list, RecordType.of(output), List.of(values)));
  }

  /**
   * About {@code fraction} of the rows, chosen by the given fields and the seed alone: the same
   * rows on every engine, in every run, and rows that agree in the fields stay together.
   *
   * @param fraction 0 to 1
   * @param seed another seed, another choice
   * @param by integers, strings or dates that tell rows apart, at least one
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final Dataset<R> sample(double fraction, long seed, FieldFunction<R, ?>... by) {
    return filter(
        Sampling.condition(fraction, seed, Arrays.stream(by).map(Functions::field).toList()));
  }

  // Second tier: Java code over rows

  /** The rows that the code keeps; an expression instead of code lets the engine optimize. */
  @SuppressWarnings("unchecked")
  public Dataset<R> filter(RowPredicate<R> predicate) {
    return then(
        new Opaque(relation, new Opaque.Keep((RowPredicate<Record>) predicate), relation.output()));
  }

  /**
   * One row per row, made by code. Of times microseconds are kept, the rest is cut off. What no
   * engine can store fails the step: a decimal of more digits than its component has, a year
   * outside 1 to 9999, text with an unpaired surrogate, a null where the record says never null.
   * The same holds for the other operations that make rows by code.
   */
  @SuppressWarnings("unchecked")
  public <S extends Record> Dataset<S> map(Class<S> output, RowMapper<R, S> function) {
    RowMapper<?, ?> code = function;
    return then(
        new Opaque(
            relation, new Opaque.Map((RowMapper<Record, Record>) code), RecordType.of(output)));
  }

  /** Any number of rows per row, made by code. */
  @SuppressWarnings("unchecked")
  public <S extends Record> Dataset<S> flatMap(Class<S> output, RowExpander<R, S> function) {
    RowExpander<?, ?> code = function;
    return then(
        new Opaque(
            relation,
            new Opaque.FlatMap((RowExpander<Record, Record>) code),
            RecordType.of(output)));
  }

  /** Rows made by code from a whole partition; the engine chooses the partitions. */
  @SuppressWarnings("unchecked")
  public <S extends Record> Dataset<S> mapPartitions(
      Class<S> output, ChunkFunction<R, S> function) {
    ChunkFunction<?, ?> code = function;
    return then(
        new Opaque(
            relation,
            new Opaque.MapPartitions((ChunkFunction<Record, Record>) code),
            RecordType.of(output)));
  }

  // Reading, in a step that returns a value

  /**
   * The rows, decoded while they are consumed; in order if the dataset has one. The stream must be
   * closed: {@code try (Stream<Flight> rows = flights.stream()) { … }}.
   *
   * @throws dev.stride.api.failure.StrideException if this step returns a dataset, or reading fails
   */
  public Stream<R> stream() {
    return reader.stream(this);
  }

  /** All rows in memory; in order if the dataset has one. */
  public List<R> toList() {
    try (Stream<R> rows = stream()) {
      return rows.toList();
    }
  }

  /** The number of rows, counted by the engine. */
  public long rowCount() {
    return reader.count(this);
  }

  /** What reads its rows; for backends that offer further forms of reading. */
  public DatasetReader reader() {
    return reader;
  }

  @Override
  public String toString() {
    return "Dataset<" + relation.output() + ">";
  }
}
