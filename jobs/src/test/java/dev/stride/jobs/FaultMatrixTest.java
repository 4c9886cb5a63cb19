// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that the fault matrix names exists, and each row has a test or a reason. */
class FaultMatrixTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|Contract))(?:\\.([a-z][A-Za-z0-9]*))?`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [A-G][0-9–A-G]* \\|.*$");
  private static final int ROWS = 51;

  private static String text() throws IOException {
    return Files.readString(HOME.resolve("docs/fault-matrix.md"));
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(HOME)) {
      for (Path file :
          files.filter(file -> file.toString().matches(".*(Test|Contract)\\.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }

  @Test
  void namesTestsThatExist() throws IOException {
    Map<String, String> sources = testSources();
    Matcher named = NAMED.matcher(text());
    int count = 0;
    while (named.find()) {
      String source = sources.get(named.group(1));
      assertThat(source).as(named.group()).isNotNull();
      if (named.group(2) != null) {
        assertThat(source).as(named.group()).contains("void " + named.group(2) + "(");
      }
      count++;
    }
    assertThat(count).isGreaterThan(80);
  }

  @Test
  void saysOfEachRowWhatIsExpectedAndWhoTriesIt() throws IOException {
    assertThat(ROW.matcher(text()).results().map(row -> row.group().split(" \\| ").length))
        .hasSize(ROWS)
        .containsOnly(4);
  }
}
