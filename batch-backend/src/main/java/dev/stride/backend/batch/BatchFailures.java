// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a failed call of the service means. */
final class BatchFailures {
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;
  private static final Set<String> THROTTLES =
      Set.of(
          "TooManyRequestsException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "SlowDown");

  private BatchFailures() {}

  /** What to do about it. */
  enum Meaning {
    /** Nothing has happened; ask again later. */
    THROTTLED,
    /** It may have happened. */
    UNKNOWN,
    /** Nothing has happened, nor will. */
    REFUSED
  }

  static Meaning of(Throwable thrown) {
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
   * @param what for example {@code submit job 'x' to queue 'y'}
   */
  static StrideException failure(String what, Throwable thrown) {
    FailureClass failureClass =
        switch (of(thrown)) {
          case THROTTLED -> FailureClass.THROTTLED;
          case UNKNOWN -> FailureClass.UNAVAILABLE;
          case REFUSED -> FailureClass.CONFIGURATION;
        };
    return new StrideException(
        failureClass, "Cannot " + what + ": " + text(thrown) + " (" + remedy(thrown) + ")", thrown);
  }

  private static String text(Throwable thrown) {
    if (thrown instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorCode()
          + ": "
          + String.valueOf(service.awsErrorDetails().errorMessage()).strip();
    }
    return String.valueOf(thrown.getMessage()).strip();
  }

  private static String remedy(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    if (text.contains("Unable to load credentials")) {
      return "set AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in";
    }
    if (text.contains("Unable to load region")) {
      return "set stride.batch.region or AWS_REGION";
    }
    if (of(thrown) == Meaning.REFUSED) {
      return "check stride.batch.* and the rights of your role";
    }
    return "the service does not answer; try again later";
  }
}
