// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.spark.plan.SparkErrors;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong around a run on Spark is told in one sentence with a remedy. */
class SparkProblemsTest {
  /** Nobody outside this package can make one. */
  record Hidden(int value) {}

  @TempDir private Path folder;

  @Test
  void refusesASparkThatIsTooOld() {
    assertThatThrownBy(() -> Sessions.checkVersion("3.5.6"))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.EXTERNAL))
        .hasMessage(
            "Cannot use Spark: 3.5.6 (Stride needs 4.0 or later; choose another with SPARK_HOME)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.1", "4.1.1", "4.1.1-amzn-0", "5.0.0-SNAPSHOT", "10.0.0"})
  void takesEverySparkSince4(String version) {
    assertThatCode(() -> Sessions.checkVersion(version)).doesNotThrowAnyException();
  }

  @Test
  void refusesAJarThatBringsAnotherSpark() throws IOException {
    Path copy = folder.resolve("org/apache/spark/SparkContext.class");
    Files.createDirectories(copy.getParent());
    Files.createFile(copy);
    try (URLClassLoader both =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, SparkProblemsTest.class.getClassLoader())) {
      assertThatThrownBy(() -> Sessions.checkOneSpark(both))
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
          .hasMessageStartingWith("Cannot use Spark: it is on the class path more than once: ")
          .hasMessageContaining(copy.toString())
          .hasMessageEndingWith(" (build the jar with Spark in scope provided)");
    }
  }

  @Test
  void refusesARecordThatIsNotPublic() {
    assertThatThrownBy(() -> SparkSteps.encoder(Hidden.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Hidden")
        .hasMessageContaining("public");
  }

  @Test
  void namesTheRemedyWhereExecutorsDoNotKnowTheCode() {
    SparkException failure =
        lost(
            "java.lang.ClassCastException: cannot assign instance of"
                + " java.lang.invoke.SerializedLambda to field A.f of type B in instance of A");

    assertThat(SparkErrors.translate(failure))
        .hasMessage(
            "Cannot run code on Spark's executors: they do not know its classes (name their jar"
                + " where Spark is started, by --conf spark.jars or spark-submit --jars)")
        .hasCause(failure);
  }

  /** Reasons as a standalone cluster, Kubernetes and YARN give them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Command exited with code 52",
        "The executor with id 3 exited with exit code 52(JVM OOM).",
        "The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).",
        "Container from a bad node: container_1 on host: a. Exit status: 143. [Container is running"
            + " 12 MB beyond the 'PHYSICAL' memory limit."
      })
  void saysThatAnExecutorRanOutOfMemory(String reason) {
    SparkException failure = lost(reason);

    StrideException translated = SparkErrors.translate(failure);

    assertThat(translated.kind()).isEqualTo(FailureKind.RESOURCES);
    assertThat(translated)
        .hasMessage(
            "Cannot run query: an executor ran out of memory (raise spark.executor.memory, or"
                + " spark.sql.shuffle.partitions for smaller tasks)")
        .hasCause(failure);
  }

  @Test
  void saysThatAnExecutorWasLostWithTheClustersOwnReason() {
    StrideException translated = SparkErrors.translate(lost("Command exited with code 143"));

    assertThat(translated.kind()).isEqualTo(FailureKind.EXTERNAL);
    assertThat(translated)
        .hasMessage(
            "Cannot run query: executors were lost: Command exited with code 143 (see their logs)");
  }

  private static SparkException lost(String reason) {
    return new SparkException(
        "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure:"
            + " Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.5 executor 3): ExecutorLostFailure"
            + " (executor 3 exited caused by one of the running tasks) Reason: "
            + reason
            + "\nDriver stacktrace:");
  }
}
