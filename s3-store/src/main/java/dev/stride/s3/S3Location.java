// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A bucket, and what all keys in it begin with.
 *
 * @param bucket the bucket's name
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
record S3Location(String bucket, String prefix) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9!_.*'()=-]+/?)*");

  static S3Location of(URI location) {
    String bucket = location.getAuthority() == null ? "" : location.getAuthority();
    String path = location.getPath() == null ? "" : location.getPath();
    String prefix = path.replaceAll("^/+|/+$", "");
    if (!BUCKET.matcher(bucket).matches()) {
      throw invalid(location, "the bucket's name is '" + bucket + "'");
    }
    boolean isPlain = location.getQuery() == null && location.getFragment() == null;
    if (!PREFIX.matcher(prefix).matches() || prefix.contains("//") || !isPlain) {
      throw invalid(location, "its keys would begin with '" + prefix + "'");
    }
    return new S3Location(bucket, prefix);
  }

  private static StrideException invalid(URI location, String why) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot open store: "
            + location
            + ": "
            + why
            + " (write s3://BUCKET or s3://BUCKET/PREFIX, of letters, digits and !_.*'()=-)");
  }

  /** The key in the bucket. */
  String key(String key) {
    return prefix.isEmpty() ? key : key.isEmpty() ? prefix : prefix + "/" + key;
  }

  /** The key in the store of one in the bucket. */
  String withoutPrefix(String key) {
    return prefix.isEmpty() ? key : key.substring(prefix.length() + 1);
  }

  String name(String key) {
    String all = key(key);
    return "s3://" + bucket + (all.isEmpty() ? "" : "/" + all);
  }
}
