// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.store.ObjectStore;
import dev.stride.testing.cloud.MotoServer;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One S3 of this machine for all tests of the module, with a bucket. */
final class LocalS3 {
  static final String BUCKET = "stride-test";
  static final MotoServer SERVER = MotoServer.start();
  static final S3Client CLIENT = client();

  private LocalS3() {}

  private static S3Client client() {
    // The SDK looks for them here; no service checks them.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    S3Client client =
        S3Client.builder()
            .endpointOverride(SERVER.uri())
            .region(Region.EU_CENTRAL_1)
            .forcePathStyle(true)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    client.createBucket(
        create ->
            create
                .bucket(BUCKET)
                .createBucketConfiguration(in -> in.locationConstraint("eu-central-1")));
    return client;
  }

  /** A place that no other test uses. */
  static String prefix() {
    return "p" + UUID.randomUUID();
  }

  static ObjectStore objects(String bucketAndPrefix, URI endpoint) {
    Map<String, String> settings =
        Map.of("endpoint", endpoint.toString(), "region", "eu-central-1");
    return new S3Provider().open(URI.create("s3://" + bucketAndPrefix), settings);
  }

  static ObjectStore objects(String prefix) {
    return objects(BUCKET + "/" + prefix, SERVER.uri());
  }
}
