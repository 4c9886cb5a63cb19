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

  private S3Failures() {}

  static IOException of(String name, SdkException cause) {
    if (cause instanceof S3Exception answer) {
      return answered(name, answer);
    }
    String reason = String.valueOf(cause.getMessage());
    boolean isOurs =
        cause instanceof SdkClientException
            && (reason.contains("Unable to load credentials")
                || reason.contains("Unable to load region"));
    return isOurs
        ? refused(name, reason.split("\n", 2)[0], cause)
        : new IOException(name + ": " + reason.split("\n", 2)[0], cause);
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
