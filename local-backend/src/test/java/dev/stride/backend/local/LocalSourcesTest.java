// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.Decimal;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.source.Parquet;
import dev.stride.api.source.Source;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they are found: good ones are read as they say, bad ones named with what is wrong. */
public class LocalSourcesTest {
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

  @TempDir private Path folder;
  private final LocalBackend backend = LocalBackend.open(Map.of());

  @AfterEach
  void close() {
    backend.close();
  }

  private <R extends Record> Dataset<R> read(Class<R> type, Source source) {
    return Dataset.of(type, new Scan("items", RecordType.of(type), source), backend.reader());
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private Path parquet(String name, Item... items) {
    Path target = folder.resolve(name);
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Rows rows = new Rows(RecordType.of(Item.class), Arrays.asList(items));
    backend
        .start(new StepTask.Materialize("write", rows, target))
        .completion()
        .toCompletableFuture()
        .join();
    return target;
  }

  private void refuses(Class<? extends Record> type, Source source, String message) {
    assertThatThrownBy(
            () -> {
              backend.check(new Scan("items", RecordType.of(type), source));
              read(type, source).toList();
            })
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void readsCsvWithQuotesCarriageReturnsAndAByteOrderMark() throws IOException {
    Path file = folder.resolve("with ' and \" and ü.csv");
    Files.writeString(
        file, "\uFEFFname,id,price,more\r\n\"a, \"\"b\"\"\",1,1.5,x\r\n\"two\nlines\",2,,y\r\n");
    assertThat(read(Item.class, Csv.at(file.toString())).toList())
        .containsExactly(new Item(1, "a, \"b\"", 1.5), new Item(2, "two\nlines", null));
  }

  @Test
  void readsCsvFilesWhoseColumnsStandInAnotherOrder() throws IOException {
    write("1.csv", "id,name,price", "1,a,1");
    write("2.csv", "price,name,id", "2,b,2");
    assertThat(read(Item.class, Csv.at(folder.toString())).toList())
        .containsExactly(new Item(1, "a", 1.0), new Item(2, "b", 2.0));
  }

  @Test
  void readsCsvOfAnotherDialect() throws IOException {
    Path file = write("items.txt", "id;name;price", "1;a;none", "2;b,c;3");
    assertThat(read(Item.class, Csv.at(file.toString()).delimitedBy(';').nullAs("none")).toList())
        .containsExactly(new Item(1, "a", null), new Item(2, "b,c", 3.0));
  }

  @Test
  void namesTheLineOfABrokenCsv() throws IOException {
    Path few = write("few.csv", "id,name,price", "1,a,1", "2,b");
    refuses(Item.class, Csv.at(few.toString()), "few.csv line 3 is broken: '2,b'");
    Path many = write("many.csv", "id,name,price", "1,a,1,2");
    refuses(Item.class, Csv.at(many.toString()), "many.csv line 2 is broken: '1,a,1,2'");
  }

  @Test
  void namesTheValueThatDoesNotFitItsColumn() throws IOException {
    Path text = write("text.csv", "id,name,price", "x,a,1");
    refuses(
        Item.class,
        Csv.at(text.toString()),
        "text.csv holds 'x', which is no INT in column 'id' (correct it, or take it as a String)");
    Path large = write("large.csv", "id,name,price", "3000000000,a,1");
    refuses(Item.class, Csv.at(large.toString()), "large.csv holds '3000000000', which is no INT");
    Path none = write("none.csv", "id,name,price", "1,a,");
    refuses(
        Strict.class,
        Csv.at(none.toString()),
        "none.csv has a null in column 'price' (Strict.price is never null; make it @Nullable)");
  }

  @Test
  void refusesACsvWithoutTheColumnOrWithoutAnything() throws IOException {
    Path file = write("items.csv", "id,name,price", "1,a,1");
    refuses(
        Other.class,
        Csv.at(file.toString()),
        "items.csv has no column 'colour' (it has [id, name, price]; rename it or add @Column)");
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    refuses(Item.class, Csv.at(empty.toString()), "empty.csv is empty (it needs a header line)");
  }

  @Test
  void readsLinesOfJson() throws IOException {
    Path file =
        write(
            "items.json",
            "{\"id\":1,\"sizes\":[1,2],\"place\":{\"city\":\"Rom\"},\"day\":\"2024-02-29\"}",
            "{\"place\":{\"city\":\"\"},\"sizes\":[],\"id\":2}");
    assertThat(read(Nested.class, JsonLines.at(file.toString())).toList())
        .containsExactly(
            new Nested(1, List.of(1, 2), new Place("Rom"), LocalDate.of(2024, 2, 29)),
            new Nested(2, List.of(), new Place(""), null));
  }

  @Test
  void refusesBrokenLinesOfJson() throws IOException {
    Path file = write("items.json", "{\"id\":1,\"name\":\"a\"}", "{\"id\":2,");
    refuses(Item.class, JsonLines.at(file.toString()), "items.json");
    Path mistyped = write("mistyped.json", "{\"id\":\"x\",\"name\":\"a\"}");
    refuses(Item.class, JsonLines.at(mistyped.toString()), "mistyped.json");
    Path absent = write("absent.json", "{\"name\":\"a\"}");
    refuses(Item.class, JsonLines.at(absent.toString()), "has a null in column 'id'");
  }

  @Test
  void refusesTextsThatAreNoConstantOfTheirEnum() throws IOException {
    Path file = write("items.json", "{\"id\":1,\"kind\":\"Z\"}");
    refuses(
        Kinded.class,
        JsonLines.at(file.toString()),
        "items.json holds \"Z\", which is no ENUM(Kind) in column 'kind' (correct it, or change"
            + " Kinded.kind)");
    Path items = parquet("items", new Item(1, "Z", 1.0));
    refuses(
        Named.class,
        Parquet.at(items.toString()),
        "holds 'Z', which is no ENUM(Kind) in column 'name' (correct it, or add the constant");
    Path known = parquet("known", new Item(1, "A", 1.0));
    assertThat(read(Named.class, Parquet.at(known.toString())).toList())
        .containsExactly(new Named(1, Kind.A));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"number\":1.7}|1.7, which is no INT in column 'number'",
        "{\"number\":\"7\"}|\"7\", which is no INT",
        "{\"number\":3000000000}|3000000000, which is no INT",
        "{\"amount\":1.005}|1.005, which is no DECIMAL(10,2)",
        "{\"amount\":1e400}|1e400, which is no DECIMAL(10,2)",
        "{\"amount\":\"1.001\"}|\"1.001\", which is no DECIMAL(10,2)",
        "{\"amount\":123456789}|123456789, which is no DECIMAL(10,2)",
        "{\"amount\":true}|true, which is no DECIMAL(10,2)",
        "{\"truth\":1}|1, which is no BOOL",
        "{\"truth\":\"true\"}|\"true\", which is no BOOL",
        "{\"text\":1}|1, which is no STRING",
        "{\"text\":{\"a\":1}}|{\"a\":1}, which is no STRING",
        "{\"real\":\"1\"}|\"1\", which is no DOUBLE",
        "{\"real\":1e400}|1e400, which is no DOUBLE",
        "{\"day\":20240101}|20240101, which is no DATE",
        "{\"day\":\"2024-02-30\"}|\"2024-02-30\", which is no DATE",
        "{\"numbers\":[1,2.5]}|2.5, which is no INT in column 'numbers'",
        "{\"place\":{\"city\":3}}|3, which is no STRING in column 'place' (correct it, or change"
            + " Place.city)",
        "{\"kinds\":[\"A\",\"Z\"]}|\"Z\", which is no ENUM(Kind)",
      })
  void refusesJsonOfAnotherType(String line, String message) throws IOException {
    Path file = write("items.json", "{}", line);
    refuses(Loose.class, JsonLines.at(file.toString()), "items.json holds " + message);
  }

  @Test
  void readsEachTypeOfJson() throws IOException {
    Path file =
        write(
            "items.json",
            "{\"number\":-7,\"amount\":1.5e2,\"truth\":false,\"text\":\"\",\"real\":3,"
                + "\"numbers\":[1,2],\"place\":{\"city\":\"Rom\",\"more\":1},\"kinds\":[\"A\"]}",
            "{\"amount\":\"-12345678.90\",\"place\":null,\"numbers\":null}");
    assertThat(read(Loose.class, JsonLines.at(file.toString())).toList())
        .containsExactly(
            new Loose(
                -7,
                new BigDecimal("150.00"),
                false,
                "",
                3.0,
                null,
                List.of(1, 2),
                new Place("Rom"),
                List.of(Kind.A)),
            new Loose(
                null, new BigDecimal("-12345678.90"), null, null, null, null, null, null, null));
  }

  @Test
  void namesTheLineThatIsNoJsonObject() throws IOException {
    Path file = write("items.json", "{\"id\":1,\"name\":\"a\"}", "", "  ", "{\"id\":2,", "{}");
    refuses(
        Item.class,
        JsonLines.at(file.toString()),
        "Cannot read JSON lines file: " + file + " line 4 is no JSON object (correct the line)");
    Path array = write("array.json", "", "{\"id\":1,\"name\":\"a\"}", "[1,2]");
    refuses(
        Item.class, JsonLines.at(array.toString()), "line 3 holds [1,2], which is no object (corr");
    Path scalar = write("scalar.json", "5");
    refuses(Item.class, JsonLines.at(scalar.toString()), "line 1 holds 5, which is no object");
    Path twice = write("twice.json", "{\"id\":1,\"name\":\"Overflow\",\"id\":2}");
    refuses(
        Item.class,
        JsonLines.at(twice.toString()),
        "twice.json line 1 has the key 'id' twice (remove one)");
    Path list = write("list.json", "{\"numbers\":1}");
    refuses(Loose.class, JsonLines.at(list.toString()), "line 1 holds 1, which is no array");
  }

  @Test
  void refusesLinesOfJsonInAnotherEncoding() throws IOException {
    Path marked = write("marked.json", "\uFEFF{\"id\":1,\"name\":\"a\"}");
    refuses(
        Item.class,
        JsonLines.at(marked.toString()),
        "marked.json starts with a byte order mark (save it without one)");
    Path latin = folder.resolve("latin.json");
    Files.writeString(latin, "{}\n{\"id\":1,\"name\":\"é\"}\n", StandardCharsets.ISO_8859_1);
    refuses(Loose.class, JsonLines.at(latin.toString()), "latin.json line 2 is not in UTF-8");
  }

  @Test
  void readsAQuotedEmptyTextAsItself() throws IOException {
    Path file = write("items.csv", "id,text", "1,\"\"", "2,");
    assertThat(read(Texts.class, Csv.at(file.toString())).toList())
        .containsExactly(new Texts(1, ""), new Texts(2, null));
  }

  @Test
  void refusesACsvWithAColumnTwice() throws IOException {
    Path file = write("items.csv", "id,name,price,Name", "1,a,1,b");
    refuses(Item.class, Csv.at(file.toString()), "items.csv has column 'Name' twice (rename one;");
  }

  @Test
  void refusesACsvInAnotherEncoding() throws IOException {
    Path latin = folder.resolve("latin.csv");
    Files.writeString(latin, "id,name,price\n1,é,1\n", StandardCharsets.ISO_8859_1);
    refuses(Item.class, Csv.at(latin.toString()), "latin.csv is not in UTF-8 (convert it)");
    String lines = "1,a,1\n".repeat(10_000);
    Files.writeString(latin, "id,name,price\n" + lines + "1,é,1\n", StandardCharsets.ISO_8859_1);
    refuses(
        Item.class,
        Csv.at(latin.toString()),
        "latin.csv line 10002 is not in UTF-8 (convert the file)");
    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      Files.writeString(latin, "id,name,price\n1,a,1\n", charset);
      refuses(Item.class, Csv.at(latin.toString()), "latin.csv is not in UTF-8 (convert it)");
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNoParquet() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.parquet"));
    refuses(Item.class, Parquet.at(empty.toString()), "empty.parquet is empty (write or copy it");
    Path text = write("text.parquet", "id,name,price");
    refuses(Item.class, Parquet.at(text.toString()), "text.parquet is no Parquet file (name");
  }

  @Test
  void refusesABlankPathAndAFolderOfFolders() {
    refuses(Item.class, Parquet.at(" "), "Cannot read Parquet dataset 'items': no file (the path");
    parquet("parent/child", new Item(1, "a", 1.0));
    refuses(
        Item.class,
        Parquet.at(folder + "/parent"),
        "its folders are not read; to read them too, name " + folder + "/parent/**/*.parquet");
    assertThat(read(Item.class, Parquet.at(folder + "/parent/**/*.parquet")).rowCount())
        .isEqualTo(1);
  }

  @Test
  void readsParquetOfAFolderAPatternAndAFileWithAnyName() throws IOException {
    Path first = parquet("first", new Item(1, "a", 1.0));
    Path second = parquet("second [x] *", new Item(2, "b", null));
    assertThat(read(Item.class, Parquet.at(first.toString())).toList()).hasSize(1);
    assertThat(read(Item.class, Parquet.at(second + "/part-00000.parquet")).toList())
        .containsExactly(new Item(2, "b", null));
    assertThat(read(Item.class, Parquet.at(folder + "/*/*.parquet")).rowCount()).isEqualTo(2);
  }

  @Test
  void refusesParquetThatDoesNotFitBeforeARowIsRead() throws IOException {
    Path file = parquet("items", new Item(1, "a", null)).resolve("part-00000.parquet");
    refuses(Other.class, Parquet.at(file.toString()), "has no column 'colour' (it has [id, name,");
    refuses(
        Mistyped.class,
        Parquet.at(file.toString()),
        "has column 'id' of type INTEGER (Mistyped.id is STRING;");
    refuses(Strict.class, Parquet.at(file.toString()), "has 1 nulls in column 'price'");
    byte[] bytes = Files.readAllBytes(file);
    Path truncated = folder.resolve("truncated.parquet");
    Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
    refuses(
        Item.class,
        Parquet.at(truncated.toString()),
        "truncated.parquet is truncated (write or copy");
    refuses(Item.class, Parquet.at(folder + "/none.parquet"), "none.parquet (no such file;");
    Files.createDirectories(folder.resolve("empty"));
    refuses(Item.class, Parquet.at(folder + "/empty"), "the folder holds no such files");
  }

  @Test
  void readsAFileThatHasChangedAsItIsNow() throws IOException {
    Path file = write("items.csv", "id,name,price", "1,a,1");
    Dataset<Item> items = read(Item.class, Csv.at(file.toString()));
    String before = backend.version((Scan) items.relation());
    assertThat(items.rowCount()).isEqualTo(1);
    Files.writeString(file, "name,id,price\nb,2,2\nc,3,3\n");
    assertThat(items.filter(field(Item::id).gt(1)).toList())
        .containsExactly(new Item(2, "b", 2.0), new Item(3, "c", 3.0));
    assertThat(backend.version((Scan) items.relation())).isNotEqualTo(before);
  }
}
