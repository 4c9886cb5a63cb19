// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * CSV files: good ones are read as they say, bad ones named with what is wrong. A backend's tests
 * extend this class.
 */
public abstract class CsvContract extends SourceFixtures {
  private static final String TYPED = "truth,whole,large,amount,single,real,day,local,moment,kind";

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
  void readsAQuotedEmptyTextAsItself() throws IOException {
    Path file = write("items.csv", "id,text", "1,\"\"", "2,");
    assertThat(read(Texts.class, Csv.at(file.toString())).toList())
        .containsExactly(new Texts(1, ""), new Texts(2, null));
  }

  @Test
  void takesAQuotedTextForNullNever() throws IOException {
    Path file = write("items.csv", "id,text", "1,none", "2,\"none\"", "3,");
    assertThat(read(Texts.class, Csv.at(file.toString()).nullAs("none")).toList())
        .containsExactly(new Texts(1, null), new Texts(2, "none"), new Texts(3, ""));
  }

  @Test
  void takesBlanksAroundQuotesBlankLinesAndADelimiterAtTheEnd() throws IOException {
    Path file = write("items.csv", "id,text", "1, \"a\" ", "", "2, b ,", "3,c\"d");
    assertThat(read(Texts.class, Csv.at(file.toString())).toList())
        .containsExactly(new Texts(1, "a"), new Texts(2, " b "), new Texts(3, "c\"d"));
  }

  @Test
  void readsColumnsInAnyCaseAndAFileOfOnlyAHeader() throws IOException {
    write("1.csv", "ID,Text,More", "1,a,x");
    write("2.csv", "id,text");
    assertThat(read(Texts.class, Csv.at(folder.toString())).toList())
        .containsExactly(new Texts(1, "a"));
  }

  @Test
  void readsEachTypeOfCsvByTheGrammarOfCasts() throws IOException {
    Path file =
        write(
            "items.csv",
            TYPED,
            "true,+007,-9223372036854775808,1.005,0.1,-1e-3,2024-02-29,2024-02-29 01:02:03.5,"
                + "0001-01-01T00:00:00Z,A",
            ",,,-.5,-Infinity,NaN,,,,");
    assertThat(read(Typed.class, Csv.at(file.toString())).toList())
        .containsExactly(
            new Typed(
                true,
                7,
                Long.MIN_VALUE,
                new BigDecimal("1.01"),
                0.1f,
                -0.001,
                LocalDate.of(2024, 2, 29),
                LocalDateTime.parse("2024-02-29T01:02:03.5"),
                Instant.parse("0001-01-01T00:00:00Z"),
                Kind.A),
            new Typed(
                null,
                null,
                null,
                new BigDecimal("-0.50"),
                Float.NEGATIVE_INFINITY,
                Double.NaN,
                null,
                null,
                null,
                null));
  }

  @Test
  void namesTheLineOfABrokenCsv() throws IOException {
    Path few = write("few.csv", "id,name,price", "1,a,1", "2,b");
    refuses(Item.class, Csv.at(few.toString()), "few.csv line 3 is broken: '2,b'");
    Path many = write("many.csv", "id,name,price", "1,a,1,2");
    refuses(Item.class, Csv.at(many.toString()), "many.csv line 2 is broken: '1,a,1,2'");
  }

  /** Names that need quotes. */
  public record Quoted(@Column("a \"b\", c") int value) {}

  @Test
  void readsQuotesInNamesOfColumns() throws IOException {
    Path file = write("names.csv", "\"a \"\"b\"\", c\"", "1");
    assertThat(read(Quoted.class, Csv.at(file.toString())).toList()).containsExactly(new Quoted(1));
  }

  @Test
  void namesTheLineThatEndsOtherwiseThanTheFirst() throws IOException {
    refusesEnds("windows.csv", 2, "id,text\r\n1,a\n2,b\r\n");
    refusesEnds("unix.csv", 4, "id,text\n1,\"a\r\n\"\n2,b\r\n3,c\n");
    refusesEnds("old.csv", 3, "id,text\r1,a\r2,b\n");
    refusesEnds("stray.csv", 2, "id,text\n1,a\rb\n");
  }

  private void refusesEnds(String name, int line, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    refuses(
        Texts.class,
        Csv.at(file.toString()),
        "Cannot read CSV file: "
            + file
            + " line "
            + line
            + " ends otherwise than line 1 (use one kind of line end, or quote what belongs to");
  }

  @Test
  void namesTheLineWhoseQuotesAreWrong() throws IOException {
    Path behind = write("behind.csv", "id,text", "1,\"a\"b");
    refuses(Texts.class, Csv.at(behind.toString()), "behind.csv line 2 is broken: '1,\"a\"b'");
    Path open = write("open.csv", "id,text", "1,a", "2,\"b");
    refuses(Texts.class, Csv.at(open.toString()), "open.csv line 3 is broken: '2,\"b'");
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
  void refusesValuesThatNoCastTakes() throws IOException {
    List<String> misfits =
        List.of(
            "truth:TRUE:BOOL",
            "whole: 1:INT",
            "whole:1.0:INT",
            "large:9223372036854775808:LONG",
            "amount:100000000:DECIMAL(10,2)",
            "amount:1e2:DECIMAL(10,2)",
            "real:1d:DOUBLE",
            "real:infinity:DOUBLE",
            "day:2023-02-29:DATE",
            "day:2024-2-9:DATE",
            "local:2024-02-29:LOCAL_TIMESTAMP",
            "moment:2024-02-29T00:00:00:INSTANT",
            "kind:a:ENUM(Kind)");
    for (String misfit : misfits) {
      String column = misfit.substring(0, misfit.indexOf(':'));
      String type = misfit.substring(misfit.lastIndexOf(':') + 1);
      String value = misfit.substring(column.length() + 1, misfit.lastIndexOf(':'));
      Path file = write(misfits.indexOf(misfit) + ".csv", TYPED, line(column, value));
      refuses(
          Typed.class,
          Csv.at(file.toString()),
          " holds '" + value + "', which is no " + type + " in column '" + column + "' (correct");
    }
  }

  /** A line in which only one column is not null. */
  private static String line(String column, String value) {
    return Arrays.stream(TYPED.split(","))
        .map(name -> name.equals(column) ? value : "")
        .collect(Collectors.joining(","));
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
  void refusesWhatACsvCannotHold() throws IOException {
    Path file = write("items.csv", "id,sizes,place,day", "1,2,3,4");
    refuses(
        Nested.class,
        Csv.at(file.toString()),
        "Cannot read CSV dataset 'items': sizes is LIST(INT) (CSV holds texts, numbers, booleans,"
            + " dates and times)");
  }

  @Test
  void readsAFileThatHasChangedAsItIsNow() throws IOException {
    Path file = write("items.csv", "id,name,price", "1,a,1");
    Dataset<Item> items = read(Item.class, Csv.at(file.toString()));
    String before = backend().version((Scan) items.relation());
    assertThat(items.rowCount()).isEqualTo(1);
    Files.writeString(file, "name,id,price\nb,2,2\nc,3,3\n");
    assertThat(items.filter(field(Item::id).gt(1)).toList())
        .containsExactly(new Item(2, "b", 2.0), new Item(3, "c", 3.0));
    assertThat(backend().version((Scan) items.relation())).isNotEqualTo(before);
  }
}
