// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK throws, as a store understands it: refused for certain, or perhaps done. */
final class S3Failures {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private static final String NO_CREDENTIALS =
      "there are no credentials (set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE)";

  private static final String NO_REGION =
      "there is no region (set stride.s3.region, or AWS_REGION)";

  private S3Failures() {}

  static IOException of(String name, SdkException cause) {
    if (cause instanceof S3Exception answer) {
      return answered(name, answer);
    }
    String reason = reason(cause);
    return cause instanceof SdkClientException && isSetUp(reason)
        ? refused(name, reason, cause)
        : new IOException(name + ": " + reason, cause);
  }

  /** What the SDK says, in a line; of what is missing in the set-up, also what to do. */
  static String reason(SdkException cause) {
    String text = String.valueOf(cause.getMessage());
    if (text.contains("Unable to load credentials")) {
      return NO_CREDENTIALS;
    }
    return text.contains("Unable to load region") ? NO_REGION : text.split("\n", 2)[0];
  }

  private static boolean isSetUp(String reason) {
    return reason.equals(NO_CREDENTIALS) || reason.equals(NO_REGION);
  }

  private static IOException answered(String name, S3Exception answer) {
    String code =
        answer.awsErrorDetails() == null
            ? ""
            : String.valueOf(answer.awsErrorDetails().errorCode());
    String reason =
        code + (answer.statusCode() == 0 ? "" : " (status " + answer.statusCode() + ")");
    if (code.equals("NoSuchKey")
        || (answer.statusCode() == NOT_FOUND && !code.contains("Bucket"))) {
      return caused(new NoSuchFileException(name), answer);
    }
    if (answer.statusCode() == FORBIDDEN) {
      return caused(new AccessDeniedException(name, null, reason), answer);
    }
    boolean isRefused = answer.statusCode() >= 300 && answer.statusCode() < 500;
    boolean isTransient =
        answer.isThrottlingException()
            || answer.statusCode() == 409
            || code.equals("RequestTimeout");
    return isRefused && !isTransient
        ? refused(name, reason, answer)
        : new IOException(name + ": " + reason, answer);
  }

  private static IOException refused(String name, String reason, Throwable cause) {
    return caused(new FileSystemException(name, null, reason), cause);
  }

  private static IOException caused(IOException exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }
}
