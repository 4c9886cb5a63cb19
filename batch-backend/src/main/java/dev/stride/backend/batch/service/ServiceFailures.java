// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a failed call of a service means. */
public final class ServiceFailures {
  private static final String NO_CREDENTIALS = "Unable to load credentials";
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;
  private static final Set<String> THROTTLES =
      Set.of(
          "TooManyRequestsException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "SlowDown");

  private ServiceFailures() {}

  /** What to do about it. */
  public enum Meaning {
    /** Nothing has happened; ask again later. */
    THROTTLED,
    /** It may have happened. */
    UNKNOWN,
    /** Nothing has happened, nor will. */
    REFUSED
  }

  /** What it means. */
  public static Meaning of(Throwable thrown) {
    if (thrown instanceof AwsServiceException service) {
      String code =
          service.awsErrorDetails() == null
              ? ""
              : String.valueOf(service.awsErrorDetails().errorCode());
      if (service.statusCode() == TOO_MANY || THROTTLES.contains(code)) {
        return Meaning.THROTTLED;
      }
      return service.statusCode() >= SERVER ? Meaning.UNKNOWN : Meaning.REFUSED;
    }
    boolean wasSent =
        thrown instanceof SdkClientException && thrown.getCause() instanceof IOException;
    return wasSent ? Meaning.UNKNOWN : Meaning.REFUSED;
  }

  /**
   * The failure of a call as one of Stride's.
   *
   * @param service {@code batch}, as settings name it
   * @param what for example {@code submit job 'x' to queue 'y'}
   */
  public static StrideException failure(String service, String what, Throwable thrown) {
    FailureClass failureClass =
        switch (of(thrown)) {
          case THROTTLED -> FailureClass.THROTTLED;
          case UNKNOWN -> FailureClass.UNAVAILABLE;
          case REFUSED -> FailureClass.CONFIGURATION;
        };
    return new StrideException(
        failureClass,
        "Cannot " + what + ": " + text(thrown) + " (" + remedy(service, thrown) + ")",
        thrown);
  }

  private static String text(Throwable thrown) {
    if (thrown instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorCode()
          + ": "
          + String.valueOf(service.awsErrorDetails().errorMessage()).strip();
    }
    String text = String.valueOf(thrown.getMessage()).strip();
    // The SDK tells all places where it has looked.
    return text.startsWith(NO_CREDENTIALS) ? "there are no credentials" : text;
  }

  private static String remedy(String service, Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    if (text.contains(NO_CREDENTIALS)) {
      return "set AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in";
    }
    if (text.contains("Unable to load region")) {
      return "set stride." + service + ".region or AWS_REGION";
    }
    if (of(thrown) == Meaning.REFUSED) {
      return "check stride." + service + ".* and the rights of your role";
    }
    return "the service does not answer; try again later";
  }
}
