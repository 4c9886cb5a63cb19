// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/** Turns Spark's failures into sentences with a class and a remedy. */
public final class SparkErrors {
  /** Starts the messages of errors whose cause is a file. */
  static final String INPUT = "INPUT: ";

  private static final Pattern OWN =
      Pattern.compile(
          "((?:INPUT|DIVISION_BY_ZERO|OVERFLOW|CAST|OUT_OF_RANGE|NULL_VALUE): [^\\n"
              + "]*?)(?: SQLSTATE: \\w+)?(?:\\n"
              + "|$)");

  /** Java's exit code for it, as each cluster manager words it; or a container's own limit. */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "(?i)exit(?:ed with)? (?:code|status:?) 52\\b|possible container OOM"
              + "|beyond the 'PHYSICAL' memory limit");

  /** Java's serialization leaves in place what stands for a lambda or list of unknown classes. */
  private static final Pattern UNKNOWN_CLASS =
      Pattern.compile(
          "cannot assign instance of (?:scala\\.collection\\.generic\\.DefaultSerializationProxy"
              + "|java\\.lang\\.invoke\\.SerializedLambda)");

  private SparkErrors() {}

  /** The failure of a query of ours as one of Stride's; its cause is kept. */
  public static StrideException translate(Throwable failure) {
    return explained(failure)
        .orElseGet(
            () ->
                new StrideException(
                    FailureKind.INTERNAL,
                    "Cannot run query: " + firstLine(failure) + " (see the attempt's log)",
                    failure));
  }

  /**
   * What the user's own code has thrown: what Spark is known to say in our words, else as it is.
   */
  public static Exception ofUser(Exception failure) {
    return explained(failure).map(Exception.class::cast).orElse(failure);
  }

  private static Optional<StrideException> explained(Throwable failure) {
    List<Throwable> causes = causes(failure);
    for (Throwable cause : causes) {
      if (cause instanceof StrideException known && !(known.getCause() instanceof SparkThrowable)) {
        return Optional.of(known);
      }
    }
    Collections.reverse(causes);
    for (Throwable cause : causes) {
      Optional<StrideException> known =
          cause instanceof SparkThrowable spark ? known(spark, cause) : Optional.empty();
      if (known.isPresent()) {
        return known;
      }
    }
    if (causes.stream().anyMatch(SparkErrors::isCancellation)) {
      return Optional.of(cancelled(failure));
    }
    for (Throwable cause : causes) {
      Optional<StrideException> known = ofEnvironment(cause, failure);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  /** What happened around the query: to its code, its executors or their disks. */
  private static Optional<StrideException> ofEnvironment(Throwable cause, Throwable failure) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof NotSerializableException) {
      return Optional.of(
          new StrideException(
              FailureKind.USER,
              "Cannot send a function to Spark's executors: it holds a "
                  + message.split("\n", 2)[0]
                  + ", which cannot be serialized (pass a value that is, or make what it needs"
                  + " inside the function)",
              failure));
    }
    if (cause instanceof OutOfMemoryError
        || message.contains("OutOfMemoryError")
        || OUT_OF_MEMORY.matcher(message).find()) {
      return Optional.of(
          resources(
              FailureClass.HEAP_MEMORY,
              "an executor ran out of memory (raise spark.executor.memory, or"
                  + " spark.sql.shuffle.partitions for smaller tasks)",
              failure));
    }
    if (message.contains("No space left on device")) {
      return Optional.of(
          resources(
              FailureClass.DISK_FULL,
              "a disk is full (free space, or set spark.local.dir)",
              failure));
    }
    if (UNKNOWN_CLASS.matcher(message).find()) {
      return Optional.of(
          new StrideException(
              FailureKind.CONFIGURATION,
              "Cannot run code on Spark's executors: they do not know its classes (name their jar"
                  + " where Spark is started, by --conf spark.jars or spark-submit --jars)",
              failure));
    }
    return message.contains("ExecutorLostFailure")
        ? Optional.of(
            new StrideException(
                FailureClass.HOST_LOST,
                "Cannot run query: executors were lost: " + reason(message) + " (see their logs)",
                failure))
        : Optional.empty();
  }

  private static String reason(String message) {
    int at = message.indexOf("Reason: ");
    return at < 0 ? firstLine(message) : firstLine(message.substring(at + "Reason: ".length()));
  }

  private static StrideException resources(
      FailureClass failureClass, String what, Throwable failure) {
    return new StrideException(failureClass, "Cannot run query: " + what, failure);
  }

  static StrideException cancelled(Throwable cause) {
    return new StrideException(
        FailureKind.CANCELLED, "Cannot finish query: it was cancelled (run it again)", cause);
  }

  private static List<Throwable> causes(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> causes = new ArrayList<>();
    for (Throwable next = failure; next != null && seen.add(next); next = next.getCause()) {
      causes.add(next);
    }
    return causes;
  }

  private static boolean isCancellation(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof InterruptedException
        || message.contains("cancelled part of cancelled job")
        || message.contains("SPARK_JOB_CANCELLED");
  }

  private static Optional<StrideException> known(SparkThrowable spark, Throwable cause) {
    String condition = String.valueOf(spark.getCondition());
    if (condition.equals("USER_RAISED_EXCEPTION")) {
      Matcher own = OWN.matcher(String.valueOf(cause.getMessage()));
      return own.find() ? Optional.of(own(own.group(1), cause)) : Optional.empty();
    }
    if (condition.equals("FAILED_READ_FILE.NO_HINT")) {
      return Optional.of(damaged(spark, cause));
    }
    return classify(condition, spark)
        .map(
            kind ->
                new StrideException(
                    FailureKind.USER, kind + ": " + withoutCondition(cause), cause));
  }

  /** What is wrong at its ends was found before any row was read. */
  private static StrideException damaged(SparkThrowable spark, Throwable cause) {
    List<Throwable> causes = causes(cause);
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read file: "
            + spark.getMessageParameters().getOrDefault("path", "").replaceFirst("^file:/+", "/")
            + " is damaged (write or copy it again; "
            + firstLine(causes.get(causes.size() - 1))
            + ")",
        cause);
  }

  private static StrideException own(String text, Throwable cause) {
    return text.startsWith(INPUT)
        ? new StrideException(FailureKind.CONFIGURATION, text.substring(INPUT.length()), cause)
        : new StrideException(FailureKind.USER, text, cause);
  }

  /** Spark has one condition for all decimals; its query context says which call it was. */
  private static Optional<ErrorClass> classify(String condition, SparkThrowable spark) {
    String first = condition.split("\\.", 2)[0];
    return switch (first) {
      case "DIVIDE_BY_ZERO", "REMAINDER_BY_ZERO" -> Optional.of(ErrorClass.DIVISION_BY_ZERO);
      case "ARITHMETIC_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW" -> Optional.of(ErrorClass.OVERFLOW);
      case "NUMERIC_VALUE_OUT_OF_RANGE" ->
          Optional.of(isOfCast(spark) ? ErrorClass.CAST : ErrorClass.OVERFLOW);
      case "CAST_OVERFLOW", "CAST_INVALID_INPUT" -> Optional.of(ErrorClass.CAST);
      case "NOT_NULL_ASSERT_VIOLATION" -> Optional.of(ErrorClass.NULL_VALUE);
      default -> Optional.empty();
    };
  }

  private static boolean isOfCast(SparkThrowable spark) {
    for (QueryContext context : spark.getQueryContext()) {
      if (String.valueOf(context.fragment()).endsWith("cast")) {
        return true;
      }
    }
    return false;
  }

  private static String withoutCondition(Throwable cause) {
    return firstLine(cause)
        .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
        .replaceFirst(" SQLSTATE: \\w+$", "");
  }

  private static String firstLine(Throwable cause) {
    return firstLine(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  private static String firstLine(String message) {
    return message.split("\n", 2)[0];
  }
}
