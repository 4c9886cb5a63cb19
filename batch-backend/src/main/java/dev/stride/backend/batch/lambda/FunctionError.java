// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** What a call without a result has failed of, as the service tells it. */
final class FunctionError {
  private static final Pattern TIMED_OUT =
      Pattern.compile("Task timed out after ([0-9.]+) seconds");
  private static final Pattern MEMORY =
      Pattern.compile("signal: killed|OutOfMemory", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXIT = Pattern.compile("exit status ([0-9]+)");
  private static final Pattern FRAME =
      Pattern.compile("([\\w.$/<>]+)\\.([\\w$<>]+)\\(([^:)]*)(?::(\\d+))?\\)");
  private static final int KILLED = 137;

  private FunctionError() {}

  static Throwable of(InvokeResponse answer) {
    if (answer.functionError() == null) {
      return ended(OptionalInt.empty(), false, "its function returned without a result");
    }
    JsonNode error = JsonNode.parser().parse(answer.payload().asUtf8String());
    String message = text(error, "errorMessage");
    Matcher timedOut = TIMED_OUT.matcher(message);
    if (timedOut.find()) {
      return new StrideException(
          FailureClass.TIMEOUT,
          "Cannot finish in time: Lambda ended it after "
              + timedOut.group(1)
              + " s (make it faster, or run it on batch)",
          null);
    }
    Matcher exit = EXIT.matcher(message);
    if (MEMORY.matcher(message).find()) {
      return ended(OptionalInt.of(KILLED), true, message);
    }
    if (exit.find()) {
      return ended(OptionalInt.of(Integer.parseInt(exit.group(1))), false, message);
    }
    return thrown(error, message);
  }

  private static ProcessEnded ended(OptionalInt exit, boolean memory, String reason) {
    return new ProcessEnded(exit, memory, reason);
  }

  /** The remote stack is kept. */
  private static RemoteFailure thrown(JsonNode error, String message) {
    String type = text(error, "errorType");
    String named = type.isEmpty() ? "Error" : type;
    return new RemoteFailure(
        new FailureDescription(
            named,
            List.of(named),
            Optional.of(message),
            frames(error),
            List.of(),
            Optional.of(FailureClass.WORKER_LOST),
            Optional.empty()));
  }

  private static List<FailureDescription.Frame> frames(JsonNode error) {
    return error
        .field("stackTrace")
        .filter(JsonNode::isArray)
        .map(JsonNode::asArray)
        .orElse(List.of())
        .stream()
        .map(line -> FRAME.matcher(line.text()))
        .filter(Matcher::find)
        .map(FunctionError::frame)
        .toList();
  }

  private static FailureDescription.Frame frame(Matcher found) {
    int line = found.group(4) == null ? -1 : Integer.parseInt(found.group(4));
    return new FailureDescription.Frame(
        found.group(1), found.group(2), Optional.of(found.group(3)), line);
  }

  private static String text(JsonNode error, String field) {
    return error.field(field).filter(JsonNode::isString).map(JsonNode::text).orElse("");
  }
}
