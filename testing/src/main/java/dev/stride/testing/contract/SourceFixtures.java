// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Source;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Files for tests that look at how a backend reads them, and the records that they hold. */
public abstract class SourceFixtures {
  /** What the files hold. */
  public record Item(int id, String name, @Nullable Double price) {}

  /** The same with nothing left out. */
  public record Strict(int id, String name, double price) {}

  /** A column that no file has. */
  public record Other(int id, String colour) {}

  /** A column of another type. */
  public record Mistyped(String id, String name) {}

  /** Lists and records in lines of JSON. */
  public record Nested(int id, List<Integer> sizes, Place place, @Nullable LocalDate day) {}

  /** A part of a line. */
  public record Place(String city) {}

  /** What an item may be. */
  public enum Kind {
    A,
    B
  }

  /** Texts, some of them absent. */
  public record Texts(int id, @Nullable String text) {}

  /** A column of constants. */
  public record Kinded(int id, Kind kind) {}

  /** The names as constants. */
  public record Named(int id, @Column("name") Kind kind) {}

  /** A column of each type, all of which may be absent. */
  public record Loose(
      @Nullable Integer number,
      @Decimal(precision = 10, scale = 2) @Nullable BigDecimal amount,
      @Nullable Boolean truth,
      @Nullable String text,
      @Nullable Double real,
      @Nullable LocalDate day,
      @Nullable List<Integer> numbers,
      @Nullable Place place,
      @Nullable List<Kind> kinds) {}

  /** A column of each type that a text may be. */
  public record Typed(
      @Nullable Boolean truth,
      @Nullable Integer whole,
      @Nullable Long large,
      @Decimal(precision = 10, scale = 2) @Nullable BigDecimal amount,
      @Nullable Float single,
      @Nullable Double real,
      @Nullable LocalDate day,
      @Nullable LocalDateTime local,
      @Nullable Instant moment,
      @Nullable Kind kind) {}

  /** Numbers as exact as JSON has them. */
  public record Exact(
      @Decimal(precision = 38, scale = 4) @Nullable BigDecimal amount,
      @Nullable Long large,
      @Nullable Float single) {}

  @TempDir Path folder;

  /** The backend under test. */
  protected abstract Backend backend();

  final <R extends Record> Dataset<R> read(Class<R> type, Source source) {
    return Dataset.of(type, scan(type, source), backend().reader());
  }

  static Scan scan(Class<? extends Record> type, Source source) {
    return new Scan("items", RecordType.of(type), source);
  }

  final Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  /** Writes items as Parquet into a folder of that name. */
  final Path parquet(String name, Item... items) {
    return parquet(name, new Rows(RecordType.of(Item.class), Arrays.asList(items)));
  }

  final Path parquet(String name, Relation relation) {
    try {
      Path target = Files.createDirectories(folder.resolve(name));
      StepTask task = new StepTask.Materialize("write", relation, target);
      backend().start(task).completion().toCompletableFuture().join();
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source that does not fit is a fault of the configuration, told in one line. */
  final void refuses(Class<? extends Record> type, Source source, String message) {
    assertThatThrownBy(
            () -> {
              backend().check(scan(type, source));
              read(type, source).toList();
            })
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
