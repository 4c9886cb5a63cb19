// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static dev.stride.api.expression.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.source.Parquet;
import dev.stride.api.type.RecordType;
import dev.stride.testing.program.ProgramSource;
import dev.stride.testing.program.RowComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Parquet files: rows of every type come back from them, and bad ones are named with what is wrong.
 * A backend's tests extend this class.
 */
public abstract class ParquetContract extends SourceFixtures {
  private int written;

  /**
   * Writes the rows of a query with the engine's own means, past Stride's checks.
   *
   * @param file a file, or a folder for files
   */
  protected abstract void writeParquet(Path file, String select) throws Exception;

  /** The engine's own name for the type of instants. */
  protected abstract String instantType();

  @Test
  void refusesDatesAndTimesOutsideTheYearsThatEnginesShare() throws Exception {
    refusesYears("early", "CAST(DATE '0001-01-01' - INTERVAL '1' DAY AS DATE)", OfDate.class);
    refusesYears("late", "CAST(DATE '9999-12-31' + INTERVAL '1' DAY AS DATE)", OfDate.class);
    refusesYears(
        "late time",
        "CAST('9999-12-31 12:00:00' AS " + instantType() + ") + INTERVAL '2' DAY",
        OfInstant.class);
  }

  private void refusesYears(String name, String value, Class<? extends Record> type)
      throws Exception {
    Path file = folder.resolve(name + ".parquet");
    writeParquet(file, "SELECT " + value + " AS value");
    refuses(
        type,
        Parquet.at(file.toString()),
        file + " leaves the years 1 to 9999 in column 'value' (correct the file)");
  }

  /** Lists and records whose insides are never null. */
  public record Insides(List<Integer> numbers, List<Inside> parts, @Nullable Inside part) {}

  /** A record inside another. */
  public record Inside(String city, Kind kind) {}

  /** The same where everything may be null, and kinds are any text. */
  public record LooseInsides(
      @Nullable List<@Nullable Integer> numbers,
      List<@Nullable LooseInside> parts,
      @Nullable LooseInside part) {}

  /** A record inside another. */
  public record LooseInside(@Nullable String city, String kind) {}

  private static final LooseInside ROM = new LooseInside("Rom", "A");

  @Test
  void namesTheFileThatHasANullInsideAValue() {
    LooseInside nowhere = new LooseInside(null, "A");
    refusesNull(new LooseInsides(null, List.of(), null), "numbers", "Insides.numbers");
    refusesNull(
        new LooseInsides(Arrays.asList(1, null), List.of(), ROM),
        "numbers",
        "an element of Insides.numbers");
    refusesNull(
        new LooseInsides(List.of(), Arrays.asList(ROM, null), ROM),
        "parts",
        "an element of Insides.parts");
    refusesNull(new LooseInsides(List.of(), List.of(nowhere), ROM), "parts", "Inside.city");
    refusesNull(new LooseInsides(List.of(), List.of(), nowhere), "part", "Inside.city");
  }

  private void refusesNull(LooseInsides row, String column, String owner) {
    refuses(
        Insides.class,
        Parquet.at(insides(row).toString()),
        " has a null in column '" + column + "' (" + owner + " is never null; make it @Nullable)");
  }

  private Path insides(LooseInsides... rows) {
    return parquet(
        "insides" + written++, new Rows(RecordType.of(LooseInsides.class), Arrays.asList(rows)));
  }

  @Test
  void namesTheFileThatHasAnUnknownConstantInsideAValue() {
    LooseInside unknown = new LooseInside("Rom", "Z");
    refuses(
        Insides.class,
        Parquet.at(insides(new LooseInsides(List.of(), List.of(unknown), ROM)).toString()),
        "holds 'Z', which is no ENUM(Kind) in column 'parts' (correct it, or add the constant");
  }

  @Test
  void readsInsidesThatMayBeEmptyOrAbsent() {
    Path file =
        insides(
            new LooseInsides(List.of(), List.of(), null),
            new LooseInsides(List.of(1, 2), List.of(ROM, ROM), ROM));
    Inside rom = new Inside("Rom", Kind.A);
    assertThat(read(Insides.class, Parquet.at(file.toString())).toList())
        .containsExactlyInAnyOrder(
            new Insides(List.of(), List.of(), null),
            new Insides(List.of(1, 2), List.of(rom, rom), rom));
  }

  /** Numbers at every depth. */
  public record Zeros(double real, List<Float> singles, ZeroPart part) {}

  /** A number inside another record. */
  public record ZeroPart(@Nullable Double real) {}

  @Test
  void zerosKeepTheirSign() {
    List<Zeros> zeros = new ArrayList<>();
    for (int row = 0; row < 1_000; row++) {
      double zero = row % 2 == 0 ? 0.0 : -0.0;
      zeros.add(new Zeros(zero, List.of((float) zero, (float) -zero), new ZeroPart(-zero)));
    }
    assertThat(throughParquet(new Rows(RecordType.of(Zeros.class), zeros)))
        .containsExactlyInAnyOrderElementsOf(zeros);
  }

  @Test
  void zerosOfAColumnKeepTheirSign() {
    List<OfDouble> zeros = new ArrayList<>();
    for (int row = 0; row < 1_000; row++) {
      zeros.add(new OfDouble(row % 2 == 0 ? 0.0 : -0.0));
    }
    assertThat(throughParquet(new Rows(RecordType.of(OfDouble.class), zeros)))
        .containsExactlyInAnyOrderElementsOf(zeros);
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
    assertThat(read(Item.class, Parquet.at(fileIn(second).toString())).toList())
        .containsExactly(new Item(2, "b", null));
    assertThat(read(Item.class, Parquet.at(folder + "/*/*.parquet")).rowCount()).isEqualTo(2);
  }

  @Test
  void readsFilesOfAnySizeInTheirOrderWhereItIsKept() {
    List<Record> all = new ArrayList<>();
    for (int size : new int[] {3, 2_000, 1, 500}) {
      List<Record> items = items(all.size(), size);
      parquet("part" + written++, new Rows(RecordType.of(Item.class), items));
      all.addAll(items);
    }
    Dataset<Item> ordered = read(Item.class, Parquet.at(folder + "/part*/*.parquet").inOrder());
    assertThat(ordered.toList()).map(Record.class::cast).isEqualTo(all);
    assertThat(ordered.limit(1_500).toList())
        .map(Record.class::cast)
        .isEqualTo(all.subList(0, 1_500));
    assertThat(ordered.limit(2_000, 10).toList())
        .map(Record.class::cast)
        .isEqualTo(all.subList(2_000, 2_010));
    assertThat(throughParquet(ordered.relation())).isEqualTo(all);
  }

  private static List<Record> items(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(id -> new Item(id, "item " + id, null))
        .map(Record.class::cast)
        .toList();
  }

  @Test
  void refusesParquetThatDoesNotFitBeforeARowIsRead() throws IOException {
    Path file = fileIn(parquet("items", new Item(1, "a", null)));
    refuses(Other.class, Parquet.at(file.toString()), "has no column 'colour' (it has [id, name,");
    refuses(Mistyped.class, Parquet.at(file.toString()), "has column 'id' of type INT");
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
  void namesTheFileThatIsDamagedInItsMiddle() throws IOException {
    Path good = fileIn(parquet("good", new Item(1, "a", null)));
    Path file = fileIn(parquet("items", new Item(1, "a", null)));
    Path both = Files.createDirectories(folder.resolve("both"));
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, 40, (byte) 0xff);
    Files.copy(good, both.resolve("a.parquet"));
    Files.write(both.resolve("b.parquet"), bytes);
    refuses(
        Item.class,
        Parquet.at(both.toString()),
        both.resolve("b.parquet") + " is damaged (write or copy it again; ");
  }

  @Test
  void refusesTextsThatAreNoConstantOfTheirEnum() {
    Path items = parquet("items", new Item(1, "Z", 1.0));
    refuses(
        Named.class,
        Parquet.at(items.toString()),
        "holds 'Z', which is no ENUM(Kind) in column 'name' (correct it, or add the constant");
    Path known = parquet("known", new Item(1, "A", 1.0));
    assertThat(read(Named.class, Parquet.at(known.toString())).toList())
        .containsExactly(new Named(1, Kind.A));
  }

  @Test
  @DisplayName("7: a sum of integers is a 64-bit integer in a file")
  void sumOfIntegersIsWrittenExactly() {
    Rows rows =
        new Rows(
            RecordType.of(Longs.class),
            List.of(new Longs(Long.MAX_VALUE - 1, null), new Longs(1L, null)));
    Relation total =
        new Aggregate(rows, List.of(), RecordType.of(OfLong.class), List.of(sum(Longs::a)));

    assertThat(throughParquet(total)).containsExactly(new OfLong(Long.MAX_VALUE));
  }

  @Test
  @DisplayName("29: local times and instants of every year come back from a file")
  void timesComeBackFromAFile() {
    List<Moments> moments =
        List.of(
            new Moments(LocalDateTime.parse("0001-01-01T00:00:00"), Instant.EPOCH),
            new Moments(
                LocalDateTime.parse("1582-10-10T12:00:00.000001"),
                Instant.parse("1582-10-10T12:00:00.000001Z")),
            new Moments(
                LocalDateTime.parse("9999-12-31T23:59:59.999999"),
                Instant.parse("9999-12-31T23:59:59.999999Z")),
            new Moments(null, null));

    assertThat(throughParquet(new Rows(RecordType.of(Moments.class), moments)))
        .containsExactlyElementsOf(moments);
  }

  @Test
  void rowsOfEveryTypeComeBackFromAFile() {
    Rows rows = ProgramSource.cells(7, 500);

    assertThat(
            new RowComparison(rows.output(), Set.of())
                .difference(List.copyOf(rows.rows()), throughParquet(rows)))
        .isEmpty();
  }

  private List<Record> throughParquet(Relation relation) {
    Path target = parquet("rows", relation);
    Class<? extends Record> type = relation.output().type();
    return List.copyOf(read(type, Parquet.at(target.toString()).inOrder()).toList());
  }

  /** The one file with rows that a backend wrote into a folder. */
  private static Path fileIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.max(Comparator.comparing(file -> file.toFile().length())).orElseThrow();
    }
  }
}
