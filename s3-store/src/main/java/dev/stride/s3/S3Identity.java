// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.api.spi.Finding;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** As whom the credentials of this machine are known, by {@code sts:GetCallerIdentity}. */
final class S3Identity {
  private static final String IDENTITY = "identity";

  private S3Identity() {}

  static Finding of(S3Settings settings) {
    StsClientBuilder builder = StsClient.builder().httpClientBuilder(S3Clients.http());
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    try (StsClient client = builder.build()) {
      return Finding.good(
          IDENTITY,
          client.getCallerIdentity().arn() + " in " + client.serviceClientConfiguration().region());
    } catch (AwsServiceException e) {
      return refused(settings, reason(e));
    } catch (SdkException e) {
      String reason = S3Failures.reason(e);
      return Finding.bad(
          IDENTITY,
          reason.contains(" (set ")
              ? reason
              : "is not told: " + reason + " (check stride.s3.* and the network)");
    }
  }

  /** Not every service that speaks S3 knows its callers by this call. */
  private static Finding refused(S3Settings settings, String reason) {
    return settings
        .endpoint()
        .map(
            other ->
                Finding.doubtful(
                    IDENTITY,
                    "is not told by " + other + ": " + reason + " (what it says of store decides)"))
        .orElseGet(
            () ->
                Finding.bad(
                    IDENTITY,
                    "the credentials are refused: "
                        + reason
                        + " (renew them, or set AWS_PROFILE to others)"));
  }

  private static String reason(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    boolean isTold = details != null && details.errorCode() != null;
    return (isTold ? details.errorCode() + ", " : "") + "status " + answer.statusCode();
  }
}
