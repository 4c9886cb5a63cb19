// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong in code of a workflow outside its steps: in its constructor, its {@code define},
 * or in loading its classes. Immutable and thread-safe.
 *
 * @param reason what was thrown, for people; names a missing class in its dotted form
 * @param remedy what to do about it
 * @param kind {@code EXTERNAL} if a class that Spark brings is missing, otherwise {@code
 *     CONFIGURATION}
 */
public record CodeProblem(String reason, String remedy, FailureKind kind) {
  private static final String NOT_INITIALIZED = "Could not initialize class ";
  private static final Pattern VERSION =
      Pattern.compile("(\\S+) has been compiled by .*?\\(class file version (\\d+)");

  /** Java 1 has 45: the Java virtual machine specification, section 4.1. */
  private static final int MAJOR_BEFORE_JAVA_1 = 44;

  /**
   * Spark's own, what the jar for Spark leaves to Spark's folder of jars, and what speaks to it.
   */
  private static final List<String> BROUGHT_BY_SPARK =
      List.of(
          "org.apache.spark.",
          "dev.stride.backend.spark.",
          "org.apache.hadoop.",
          "scala.",
          "com.fasterxml.jackson.",
          "com.google.flatbuffers.",
          "org.apache.arrow.",
          "org.apache.logging.log4j.",
          "org.slf4j.");

  /**
   * Describes what was thrown.
   *
   * @param mend the remedy where only the author can help, for example {@code mend its constructor}
   */
  public static CodeProblem of(Throwable thrown, String mend) {
    Throwable readable = Unreadable.replacedIn(thrown);
    if (readable instanceof ExceptionInInitializerError initializer) {
      return invalid("a static initializer threw " + causeOf(initializer), "mend that initializer");
    }
    if (readable instanceof NoClassDefFoundError || readable instanceof TypeNotPresentException) {
      return ofLoading(readable);
    }
    if (readable instanceof UnsupportedClassVersionError) {
      return ofVersion(String.valueOf(readable.getMessage()));
    }
    if (readable instanceof ClassFormatError || readable instanceof VerifyError) {
      String message = String.valueOf(readable.getMessage()).lines().findFirst().orElse("");
      return invalid("a class file is damaged: " + message, "build the jar again");
    }
    if (readable instanceof OutOfMemoryError) {
      return invalid(readable.toString(), "let it keep less, or give the JVM more memory by -Xmx");
    }
    if (readable instanceof StackOverflowError) {
      return invalid("its calls are nested too deeply: " + readable, mend);
    }
    return invalid(readable.toString(), mend);
  }

  /** The class that was not found, in its dotted form; empty if something else was thrown. */
  public static Optional<String> missingClass(Throwable thrown) {
    if (thrown instanceof TypeNotPresentException absent) {
      return Optional.of(absent.typeName());
    }
    return thrown instanceof NoClassDefFoundError && thrown.getMessage() != null
        ? Optional.of(thrown.getMessage())
            .filter(text -> !text.startsWith(NOT_INITIALIZED) && text.matches("[^\\s()]+"))
            .map(text -> text.replace('/', '.'))
        : Optional.empty();
  }

  private static CodeProblem ofLoading(Throwable thrown) {
    Optional<String> missing = missingClass(thrown);
    if (missing.isPresent()) {
      return ofMissing(missing.get());
    }
    String message = String.valueOf(thrown.getMessage());
    return message.startsWith(NOT_INITIALIZED)
        ? invalid(
            "class "
                + message.substring(NOT_INITIALIZED.length())
                + " could not be initialized before",
            "mend its static initializer")
        : invalid(thrown.toString(), "check how its jar was made");
  }

  private static CodeProblem ofVersion(String message) {
    Matcher matcher = VERSION.matcher(message);
    int own = Runtime.version().feature();
    return invalid(
        matcher.lookingAt()
            ? matcher.group(1).replace('/', '.')
                + " is compiled for Java "
                + (Integer.parseInt(matcher.group(2)) - MAJOR_BEFORE_JAVA_1)
                + ", and this is Java "
                + own
            : message,
        "run Stride on that Java, or compile the jar with --release " + own);
  }

  private static CodeProblem ofMissing(String missing) {
    return isBroughtBySpark(missing)
        ? new CodeProblem(
            "it needs " + missing + ", which Spark brings",
            "add --on spark, or start stride-jobs-spark.jar with spark-submit",
            FailureKind.EXTERNAL)
        : invalid(
            "it needs class " + missing + ", which cannot be found",
            "it must be in the workflow's jar, or beside it and in the Class-Path of its manifest");
  }

  private static boolean isBroughtBySpark(String missing) {
    return BROUGHT_BY_SPARK.stream().anyMatch(missing::startsWith);
  }

  private static String causeOf(Throwable thrown) {
    return String.valueOf(thrown.getCause());
  }

  private static CodeProblem invalid(String reason, String remedy) {
    return new CodeProblem(reason, remedy, FailureKind.CONFIGURATION);
  }

  @Override
  public String toString() {
    return reason + " (" + remedy + ")";
  }
}
