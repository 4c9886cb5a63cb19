// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import dev.stride.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket's objects below a prefix. Thread-safe. */
final class S3Objects implements ObjectStore {
  private static final int PRECONDITION_FAILED = 412;

  private static final int DELETED_AT_ONCE = 1000;

  private static final DateTimeFormatter HTTP_TIME =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ROOT);

  private final S3Location location;
  private final S3Clients clients;
  private final Calls calls = new Calls();

  S3Objects(S3Location location, S3Clients clients) {
    this.location = location;
    this.clients = clients;
  }

  private <T> T calling(String key, Callable<T> call) throws IOException {
    try {
      return calls.make(call);
    } catch (SdkException e) {
      throw S3Failures.of(name(key), e);
    }
  }

  @Override
  public String name(String key) {
    return location.name(key);
  }

  @Override
  public Optional<Found> get(String key) throws IOException {
    try {
      ResponseBytes<GetObjectResponse> answer =
          calling(
              key,
              () ->
                  clients
                      .client()
                      .getObject(
                          get -> get.bucket(location.bucket()).key(location.key(key)),
                          WholeContent.bytes()));
      GetObjectResponse object = answer.response();
      return Optional.of(new Found(answer.asByteArray(), object.eTag(), age(object)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Both times are the service's, and in whole seconds. */
  private static Duration age(GetObjectResponse object) {
    Instant now =
        object
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .flatMap(S3Objects::time)
            .orElseGet(Instant::now);
    Duration age = Duration.between(object.lastModified(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Optional<Instant> time(String header) {
    try {
      return Optional.of(ZonedDateTime.parse(header, HTTP_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] range(String key, long offset, int length) throws IOException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return calling(
            key,
            () ->
                clients
                    .client()
                    .getObject(
                        get -> get.bucket(location.bucket()).key(location.key(key)).range(range),
                        WholeContent.bytes()))
        .asByteArrayUnsafe();
  }

  @Override
  public InputStream open(String key) throws IOException {
    ResponseInputStream<GetObjectResponse> answer =
        calling(
            key,
            () ->
                clients
                    .client()
                    .getObject(get -> get.bucket(location.bucket()).key(location.key(key))));
    return WholeContent.stream(answer, calls, answer.response().contentLength(), name(key));
  }

  @Override
  public Optional<Entry> head(String key) throws IOException {
    try {
      HeadObjectResponse object = look(key);
      return Optional.of(new Entry(key, object.contentLength(), object.lastModified()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> create(String key, byte[] content) throws IOException {
    return putIf(key, content, put -> put.ifNoneMatch("*"));
  }

  @Override
  public Optional<String> replace(String key, byte[] content, String version) throws IOException {
    try {
      return putIf(key, content, put -> put.ifMatch(version));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Optional<String> putIf(
      String key, byte[] content, Consumer<PutObjectRequest.Builder> condition) throws IOException {
    return calling(
        key,
        () -> {
          try {
            return Optional.of(
                clients
                    .client()
                    .putObject(
                        put ->
                            condition.accept(put.bucket(location.bucket()).key(location.key(key))),
                        RequestBody.fromBytes(content))
                    .eTag());
          } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
              return Optional.<String>empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    Optional<String> written = putIf(key, content, put -> {});
    if (written.isEmpty()) {
      throw new IOException(name(key) + ": it could not be written");
    }
  }

  @Override
  public void upload(String key, Path file) throws IOException {
    long size = Files.size(file);
    if (size < S3Parts.BYTES) {
      put(key, Files.readAllBytes(file));
      return;
    }
    calling(
        key,
        () -> {
          parts(key).upload(file, size);
          return file;
        });
  }

  private S3Parts parts(String key) {
    return new S3Parts(clients, location.bucket(), location.key(key));
  }

  @Override
  public void download(String key, Path file) throws IOException {
    HeadObjectResponse object = look(key);
    if (object.contentLength() < S3Parts.BYTES) {
      try (InputStream in = open(key)) {
        Files.copy(in, file);
      }
      return;
    }
    calling(
        key,
        () -> {
          parts(key).download(object, file);
          return file;
        });
  }

  private HeadObjectResponse look(String key) throws IOException {
    return calling(
        key,
        () ->
            clients
                .client()
                .headObject(head -> head.bucket(location.bucket()).key(location.key(key))));
  }

  @Override
  public Listing list(String folder) throws IOException {
    String prefix = folderPrefix(folder);
    return calling(
        folder,
        () -> {
          List<Entry> objects = new ArrayList<>();
          List<String> folders = new ArrayList<>();
          for (ListObjectsV2Response page :
              clients
                  .client()
                  .listObjectsV2Paginator(
                      list -> list.bucket(location.bucket()).prefix(prefix).delimiter("/"))) {
            page.contents().stream()
                .filter(object -> !object.key().endsWith("/"))
                .map(this::entry)
                .forEach(objects::add);
            page.commonPrefixes().stream().map(this::folder).forEach(folders::add);
          }
          return new Listing(objects, folders);
        });
  }

  private String folderPrefix(String folder) {
    String key = location.key(folder);
    return key.isEmpty() ? "" : key + "/";
  }

  private Entry entry(S3Object object) {
    return new Entry(location.withoutPrefix(object.key()), object.size(), object.lastModified());
  }

  private String folder(CommonPrefix prefix) {
    String key = location.withoutPrefix(prefix.prefix());
    return key.substring(0, key.length() - 1);
  }

  @Override
  public List<String> keysBelow(String folder) throws IOException {
    String prefix = folderPrefix(folder);
    return calling(
        folder,
        () ->
            clients
                .client()
                .listObjectsV2Paginator(list -> list.bucket(location.bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(object -> location.withoutPrefix(object.key()))
                .toList());
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += DELETED_AT_ONCE) {
      deleteAtOnce(all.subList(from, Math.min(all.size(), from + DELETED_AT_ONCE)));
    }
  }

  private void deleteAtOnce(List<String> keys) throws IOException {
    List<ObjectIdentifier> objects =
        keys.stream()
            .map(key -> ObjectIdentifier.builder().key(location.key(key)).build())
            .toList();
    List<S3Error> errors =
        calling(
            keys.get(0),
            () ->
                clients
                    .client()
                    .deleteObjects(
                        delete ->
                            delete
                                .bucket(location.bucket())
                                .delete(of -> of.objects(objects).quiet(true)))
                    .errors());
    if (!errors.isEmpty()) {
      S3Error first = errors.get(0);
      throw new IOException(
          name(location.withoutPrefix(first.key())) + ": " + first.code() + ", " + first.message());
    }
  }

  @Override
  public void close() {
    calls.close();
    clients.close();
  }
}
