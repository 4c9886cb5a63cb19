// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Finding;
import dev.stride.store.ObjectStore;
import dev.stride.store.ObjectStoreProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Stores at {@code s3://BUCKET/PREFIX}. Credentials, and a region that is not set, are looked for
 * where the AWS SDK looks: variables, system properties, profiles, the container, the instance.
 */
public final class S3Provider implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Set<String> settings() {
    return S3Settings.KEYS;
  }

  @Override
  public ObjectStore open(URI location, Map<String, String> settings) {
    S3Location place = S3Location.of(location);
    try {
      return new S3Objects(place, S3Clients.of(S3Settings.of(settings)));
    } catch (SdkClientException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot open store: " + place.name("") + ": " + S3Failures.reason(e),
          e);
    }
  }

  @Override
  public List<Finding> diagnose(Map<String, String> settings) {
    return List.of(S3Identity.of(S3Settings.of(settings)));
  }
}
