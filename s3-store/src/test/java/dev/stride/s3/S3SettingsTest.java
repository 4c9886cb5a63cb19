// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket, ''",
    "s3://bucket/, bucket, ''",
    "s3://my.bucket-1/team/runs/, my.bucket-1, team/runs",
  })
  void readsBucketAndPrefix(URI location, String bucket, String prefix) {
    assertThat(S3Location.of(location)).isEqualTo(new S3Location(bucket, prefix));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3://              | the bucket's name is ''
          s3://Bucket/x      | the bucket's name is 'Bucket'
          s3://user@bucket/x | the bucket's name is 'user@bucket'
          s3://bucket:9/x    | the bucket's name is 'bucket:9'
          s3://bucket/a//b   | its keys would begin with 'a//b'
          s3://bucket/a%20b  | its keys would begin with 'a b'
          s3://bucket/a?b=c  | its keys would begin with 'a'
          """)
  void refusesOtherLocations(String text, String why) {
    URI location = URI.create(text.equals("s3://") ? "s3:///" : text);
    assertThatThrownBy(() -> S3Location.of(location))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot open store: "
                + location
                + ": "
                + why
                + " (write s3://BUCKET or s3://BUCKET/PREFIX, of letters, digits and !_.*'()=-)");
  }

  @Test
  void namesObjectsByTheirWholeKey() {
    assertThat(new S3Location("b", "team").name("runs/r1")).isEqualTo("s3://b/team/runs/r1");
    assertThat(new S3Location("b", "").name("runs/r1")).isEqualTo("s3://b/runs/r1");
    assertThat(new S3Location("b", "team").withoutPrefix("team/runs/r1")).isEqualTo("runs/r1");
  }

  @Test
  void needsNoRegionForAnotherService() {
    S3Settings settings = S3Settings.of(Map.of("endpoint", "http://127.0.0.1:9000"));
    assertThat(settings.region()).contains("us-east-1");
    assertThat(settings.isPathStyle()).isTrue();
    assertThat(S3Settings.of(Map.of()).isPathStyle()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          endpoint   | 127.0.0.1:9000 | 'must be a URL such as http://127.0.0.1:9000'
          endpoint   | http://a b     | 'must be a URL such as http://127.0.0.1:9000'
          region     | Frankfurt      | 'must be a region such as eu-central-1'
          path-style | yes            | 'must be true or false'
          """)
  void refusesOtherValues(String key, String value, String must) {
    assertThatThrownBy(() -> S3Settings.of(Map.of(key, value)))
        .hasMessage("Invalid stride.s3." + key + ": '" + value + "' (" + must + ")");
  }
}
