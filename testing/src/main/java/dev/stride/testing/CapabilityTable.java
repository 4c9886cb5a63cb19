// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing;

import dev.stride.api.expression.AggregateFunction;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.NullRule;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.WindowFunction;
import dev.stride.api.relation.JoinKind;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.source.Source;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import dev.stride.testing.program.EdgeValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page that says what the algebra has and which engine has it, written from the registries and
 * from what random programs have shown; committed, and compared with the code by a test.
 */
public final class CapabilityTable {
  private final List<EngineReport> engines;
  private final StringBuilder text = new StringBuilder();

  private CapabilityTable(List<EngineReport> engines) {
    this.engines = engines;
  }

  /**
   * The page.
   *
   * @param engines what tests have shown of each engine
   * @param command how the page is written anew
   */
  public static String of(List<EngineReport> engines, String command) {
    CapabilityTable table = new CapabilityTable(List.copyOf(engines));
    table.head(command);
    table.types();
    table.relations();
    table.capabilities();
    table.scalarFunctions();
    table.aggregates();
    table.windows();
    return table.text.toString();
  }

  private void head(String command) {
    line("# Capabilities");
    line("");
    line(
        "What the algebra has and what each engine does of it. Written from the code; write it"
            + " anew");
    line("with `" + command + "`.");
    line("");
    line("EXACT results are the same to the bit on every engine. TOLERANCE results may differ in");
    line(
        "their last bits, by a relative error of at most 1e-9. A query that must fail fails on"
            + " every");
    line("engine with an error of the same class.");
  }

  // Tables

  private void types() {
    section("Types", "Type", "Java", "Notes");
    Map<ScalarType, String> java =
        Map.of(
            ScalarType.BOOL, "`boolean`",
            ScalarType.INT, "`int`",
            ScalarType.LONG, "`long`",
            ScalarType.FLOAT, "`float`",
            ScalarType.DOUBLE, "`double`",
            ScalarType.STRING, "`String`",
            ScalarType.BINARY, "`byte[]`",
            ScalarType.DATE, "`LocalDate`",
            ScalarType.LOCAL_TIMESTAMP, "`LocalDateTime`",
            ScalarType.INSTANT, "`Instant`");
    for (ScalarType type : ScalarType.values()) {
      row(type.name(), type.name(), java.getOrDefault(type, ""), order(type));
    }
    row("DECIMAL", "DECIMAL(p,s)", "`BigDecimal` with `@Decimal`", "p up to 38; has an order");
    row("ENUM", "ENUM", "an enum", "stored as its name, ordered by it");
    row("LIST", "LIST", "`List` of any type", "no order");
    row("RECORD", "RECORD", "a record", "no order");
  }

  private static String order(DataType type) {
    return type.isOrdered() ? "has an order" : "no order";
  }

  private void relations() {
    section("Operations", "Operation", "Kinds");
    for (Class<?> relation : Relation.class.getPermittedSubclasses()) {
      String name = relation.getSimpleName();
      row(name, name, kinds(name));
    }
  }

  private static String kinds(String relation) {
    return switch (relation) {
      case "Join" -> names(JoinKind.values());
      case "SetOperation" -> names(SetOperation.Kind.values());
      case "Scan" ->
          Arrays.stream(Source.class.getPermittedSubclasses())
              .map(Class::getSimpleName)
              .collect(Collectors.joining(", "));
      case "Opaque" -> "map, flatMap, filter, mapPartitions in Java";
      case "Native" -> "a step in the engine's own types";
      default -> "";
    };
  }

  private static String names(Enum<?>... constants) {
    return Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
  }

  private void capabilities() {
    section("Abilities", "Ability", "For example");
    for (Capability capability : Capability.values()) {
      List<String> cells = new ArrayList<>(List.of(capability.label(), capability.meaning()));
      for (EngineReport engine : engines) {
        cells.add(engine.refusal(capability).isEmpty() ? "yes" : "no");
      }
      cells(cells);
    }
    line("");
    for (EngineReport engine : engines) {
      for (Refusal refusal : engine.refusals()) {
        line(
            "- "
                + engine.name()
                + " has no "
                + refusal.capability().label()
                + ": "
                + refusal.reason()
                + ";");
        line("  it says `" + refusal.message() + "`.");
      }
    }
  }

  private void scalarFunctions() {
    section(
        "Scalar functions",
        "Function",
        "Written",
        "For example",
        "Yields",
        "Null",
        "Errors",
        "Level");
    for (ScalarFunction function : ScalarFunction.values()) {
      row(
          function.name(),
          function.label(),
          "`" + function.signature() + "`",
          signatures(function),
          function.meaning(),
          nullRule(function.nullRule()),
          function.errors().stream()
              .map(ErrorClass::name)
              .sorted()
              .collect(Collectors.joining(", ")),
          function.level().name());
    }
  }

  /** The types of the first operand and of the result, as far as the examples show them. */
  private static String signatures(ScalarFunction function) {
    Map<String, Set<String>> operands = new LinkedHashMap<>();
    for (Expression<?> example : EdgeValues.calls(function)) {
      Call<?> call = outermost(function, example);
      operands
          .computeIfAbsent(kind(call.type()), kind -> new LinkedHashSet<>())
          .add(kind(operand(call)));
    }
    List<String> signatures = new ArrayList<>();
    operands.forEach(
        (result, of) ->
            signatures.add(of.stream().sorted().collect(Collectors.joining("/")) + " → " + result));
    return String.join("; ", signatures);
  }

  private static DataType operand(Call<?> call) {
    boolean conditional = call.function() == ScalarFunction.CASE;
    return call.arguments().get(conditional ? 1 : 0).type();
  }

  private static Call<?> outermost(ScalarFunction function, Expression<?> example) {
    Call<?> call = (Call<?>) example;
    return call.function() == function ? call : outermost(function, call.arguments().get(0));
  }

  private static String kind(DataType type) {
    if (type instanceof DecimalType) {
      return "DECIMAL";
    }
    if (type instanceof EnumType) {
      return "ENUM";
    }
    if (type instanceof ListType) {
      return "LIST";
    }
    return type instanceof RecordType ? "RECORD" : type.toString();
  }

  private static String nullRule(NullRule rule) {
    return switch (rule) {
      case STRICT -> "if an argument is";
      case MAY_YIELD_NULL -> "if an argument is, and for some values";
      case NEVER -> "never";
      case FIRST_VALUE -> "if all arguments are";
      case BRANCHES -> "if the branch's value is";
    };
  }

  private void aggregates() {
    section("Aggregates", "Aggregate", "Yields", "Level");
    for (AggregateFunction function : AggregateFunction.values()) {
      row(
          function.name(),
          "`" + function.signature() + "`",
          function.meaning(),
          function.level().name());
    }
  }

  private void windows() {
    section("Window functions", "Function", "Yields");
    for (WindowFunction function : WindowFunction.values()) {
      row(function.name(), "`" + function.signature() + "`", function.meaning());
    }
  }

  // Text

  private void section(String title, String... columns) {
    line("");
    line("## " + title);
    line("");
    List<String> all = new ArrayList<>(List.of(columns));
    engines.forEach(engine -> all.add(engine.name()));
    line("| " + String.join(" | ", all) + " |");
    line("|" + "---|".repeat(all.size()));
  }

  private void row(String construct, String... cells) {
    List<String> all = new ArrayList<>(List.of(cells));
    engines.forEach(engine -> all.add(engine.answered().contains(construct) ? "yes" : "no"));
    cells(all);
  }

  private void cells(List<String> cells) {
    line(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
