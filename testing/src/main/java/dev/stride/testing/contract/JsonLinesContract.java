// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.source.JsonLines;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files of JSON lines: good ones are read as they say, bad ones named with what is wrong. A
 * backend's tests extend this class.
 */
public abstract class JsonLinesContract extends SourceFixtures {
  /** Lists and records whose insides are never null. */
  public record Insides(int id, List<Integer> numbers, @Nullable Inside inside) {}

  /** A record inside another. */
  public record Inside(String city) {}

  @Test
  void namesTheFileThatHasANullInsideAValue() throws IOException {
    Path element = write("element.json", "{\"id\":1,\"numbers\":[1,null]}");
    Path field = write("field.json", "{\"id\":1,\"numbers\":[],\"inside\":{\"city\":null}}");

    refuses(
        Insides.class,
        JsonLines.at(element.toString()),
        element + " has a null in column 'numbers' (an element of Insides.numbers is never null");
    refuses(
        Insides.class,
        JsonLines.at(field.toString()),
        field + " has a null in column 'inside' (Inside.city is never null; make it");
    Path good = write("good.json", "{\"id\":1,\"numbers\":[1]}");
    assertThat(read(Insides.class, JsonLines.at(good.toString())).toList())
        .containsExactly(new Insides(1, List.of(1), null));
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
  }

  @TestFactory
  Stream<DynamicTest> refusesJsonOfAnotherType() {
    AtomicInteger number = new AtomicInteger();
    return misfits().entrySet().stream()
        .map(
            misfit ->
                DynamicTest.dynamicTest(
                    misfit.getKey(),
                    () -> {
                      Path file = write(number.incrementAndGet() + ".json", "{}", misfit.getKey());
                      refuses(
                          Loose.class,
                          JsonLines.at(file.toString()),
                          file.getFileName() + " holds " + misfit.getValue());
                    }));
  }

  /** For each line what its message says. */
  private static Map<String, String> misfits() {
    Map<String, String> misfits = new LinkedHashMap<>();
    misfits.put("{\"number\":1.7}", "1.7, which is no INT in column 'number'");
    misfits.put("{\"number\":\"7\"}", "\"7\", which is no INT");
    misfits.put("{\"number\":3000000000}", "3000000000, which is no INT");
    misfits.put("{\"amount\":1.005}", "1.005, which is no DECIMAL(10,2)");
    misfits.put("{\"amount\":1e400}", "1e400, which is no DECIMAL(10,2)");
    misfits.put("{\"amount\":\"1.001\"}", "\"1.001\", which is no DECIMAL(10,2)");
    misfits.put("{\"amount\":123456789}", "123456789, which is no DECIMAL(10,2)");
    misfits.put("{\"amount\":true}", "true, which is no DECIMAL(10,2)");
    misfits.put("{\"truth\":1}", "1, which is no BOOL");
    misfits.put("{\"truth\":\"true\"}", "\"true\", which is no BOOL");
    misfits.put("{\"text\":1}", "1, which is no STRING");
    misfits.put("{\"text\":{\"a\":1}}", "{\"a\":1}, which is no STRING");
    misfits.put("{\"real\":\"1\"}", "\"1\", which is no DOUBLE");
    misfits.put("{\"real\":1e400}", "1e400, which is no DOUBLE");
    misfits.put("{\"day\":20240101}", "20240101, which is no DATE");
    misfits.put("{\"day\":\"2024-02-30\"}", "\"2024-02-30\", which is no DATE");
    misfits.put("{\"numbers\":[1,2.5]}", "2.5, which is no INT in column 'numbers'");
    misfits.put(
        "{\"place\":{\"city\":3}}",
        "3, which is no STRING in column 'place' (correct it, or change" + " Place.city)");
    misfits.put("{\"kinds\":[\"A\",\"Z\"]}", "\"Z\", which is no ENUM(Kind)");
    return misfits;
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
  void readsNumbersOfJsonAsExactlyAsTheyAreWritten() throws IOException {
    Path file =
        write(
            "items.json",
            "{\"amount\":\"1234567890123456.7891\",\"large\":-9223372036854775808,\"single\":0.1}",
            "{\"amount\":12345678901234567890123,\"large\":9223372036854775807,\"single\":NaN}",
            "{\"amount\":100000.5e-1,\"single\":-Infinity,}");
    assertThat(read(Exact.class, JsonLines.at(file.toString())).toList())
        .containsExactly(
            new Exact(new BigDecimal("1234567890123456.7891"), Long.MIN_VALUE, 0.1f),
            new Exact(new BigDecimal("12345678901234567890123.0000"), Long.MAX_VALUE, Float.NaN),
            new Exact(new BigDecimal("10000.0500"), null, Float.NEGATIVE_INFINITY));
  }

  @Test
  void readsALineThatSaysNullAndKeysOfAnotherCaseAsAbsent() throws IOException {
    Path file = write("items.json", "null", "{\"NUMBER\":1}", "{\"number\":2}\r");
    assertThat(read(Loose.class, JsonLines.at(file.toString())).toList())
        .extracting(Loose::number)
        .containsExactly(null, null, 2);
  }

  @Test
  void refusesMoreThanOneValueOnALineAndHalfACharacter() throws IOException {
    List<String> lines =
        List.of("{} {}", "{}x", "{\"text\":\"\\ud800\"}", "{\"text\":\"a\tb\"}", "{'text':\"a\"}");
    for (String line : lines) {
      Path file = write(lines.indexOf(line) + ".json", line);
      refuses(Loose.class, JsonLines.at(file.toString()), "line 1 is no JSON object (correct");
    }
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
}
