// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How S3 is spoken to.
 *
 * @param endpoint another service than Amazon's
 * @param region where the bucket lies; without one the SDK looks for it, but of another service's
 *     nothing depends on it
 * @param isPathStyle whether the bucket stands in the path; by default where there is an endpoint
 */
record S3Settings(Optional<URI> endpoint, Optional<String> region, boolean isPathStyle) {
  static final Set<String> KEYS = Set.of("endpoint", "region", "path-style");

  private static final String SOME_REGION = "us-east-1";

  static S3Settings of(Map<String, String> settings) {
    Optional<URI> endpoint = Optional.ofNullable(settings.get("endpoint")).map(S3Settings::uri);
    return new S3Settings(
        endpoint,
        Optional.ofNullable(settings.get("region"))
            .map(S3Settings::region)
            .or(() -> endpoint.map(other -> SOME_REGION)),
        Optional.ofNullable(settings.get("path-style"))
            .map(S3Settings::bool)
            .orElse(endpoint.isPresent()));
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && text.matches("https?://.*")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalid("endpoint", text, "a URL such as http://127.0.0.1:9000");
    }
    throw invalid("endpoint", text, "a URL such as http://127.0.0.1:9000");
  }

  private static String region(String text) {
    if (text.matches("[a-z]{2}(-[a-z]+)+-[0-9]{1,2}")) {
      return text;
    }
    throw invalid("region", text, "a region such as eu-central-1");
  }

  private static boolean bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw invalid("path-style", text, "true or false");
  }

  private static StrideException invalid(String key, String text, String must) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Invalid stride.s3." + key + ": '" + text + "' (must be " + must + ")");
  }
}
