// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every module to {@link ArchitectureRules}, and every rule to being able to fail. */
class ArchitectureTest {

  private static JavaClasses modules;

  @BeforeAll
  static void importModules() {
    modules =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.stride");
  }

  static Stream<ArchitectureRule> rules() {
    return ArchitectureRules.all().stream();
  }

  @Test
  void seesTheCodeOfTheModules() {
    assertThat(modules.contain("dev.stride.api.Workflow")).isTrue();
  }

  /** A command line for a shell is a text, which class files do not tell from others. */
  @Test
  void namesNoShell() throws IOException {
    Pattern shell = Pattern.compile("\"(/bin/)?(ba|da|k|z)?sh\"|\"cmd(\\.exe)?\"|\"-c\"");
    Path home = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> all = Files.walk(home)) {
      List<Path> sources =
          all.filter(file -> file.toString().matches(".*/src/(main|spark)/java/.*[.]java"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(300);
      for (Path source : sources) {
        assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(shell);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holdsInEveryModule(ArchitectureRule rule) {
    rule.rule().check(modules);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void failsOnItsViolation(ArchitectureRule rule, @TempDir Path classes) throws IOException {
    SourceCompiler.compile(rule.violation(), classes);
    JavaClasses violation = new ClassFileImporter().importPath(classes);

    assertThat(rule.rule().evaluate(violation).getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains("Violation"));
  }
}
