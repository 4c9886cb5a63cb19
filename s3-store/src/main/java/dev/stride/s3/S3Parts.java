// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Moves a large object in parts, some at once, each of which the SDK repeats by itself. An upload
 * that fails is taken back: parts that nobody completes cost money and are seen by nobody.
 */
record S3Parts(S3Clients clients, String bucket, String key) {
  /** What is shorter is moved whole. */
  static final long BYTES = 16L << 20;

  /** S3 takes no more parts. */
  private static final int MOST = 10_000;

  private record Slice(long offset, int length) {}

  private S3Client client() {
    return clients.client();
  }

  private static List<Slice> slices(long size) {
    long length = Math.max(BYTES, (size + MOST - 1) / MOST);
    List<Slice> slices = new ArrayList<>();
    for (long offset = 0; offset < size; offset += length) {
      slices.add(new Slice(offset, Math.toIntExact(Math.min(length, size - offset))));
    }
    return slices;
  }

  /** Waits for all, also where one has failed. */
  private <T> List<T> all(int count, IntFunction<T> part) throws IOException {
    List<CompletableFuture<T>> running = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int number = index;
      running.add(CompletableFuture.supplyAsync(() -> part.apply(number), clients.threads()));
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure && failure.getCause() != null) {
        throw failure.getCause();
      }
      throw e.getCause() instanceof SdkException failure ? failure : e;
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  void upload(Path file, long size) throws IOException {
    String upload =
        client().createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      List<Slice> slices = slices(size);
      List<CompletedPart> parts =
          all(slices.size(), index -> sent(content, slices.get(index), upload, index + 1));
      client()
          .completeMultipartUpload(
              complete ->
                  complete
                      .bucket(bucket)
                      .key(key)
                      .uploadId(upload)
                      .multipartUpload(of -> of.parts(parts)));
    } catch (IOException | RuntimeException e) {
      abort(upload, e);
      throw e;
    }
  }

  private CompletedPart sent(FileChannel content, Slice slice, String upload, int number) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(slice.length());
      while (bytes.hasRemaining()) {
        if (content.read(bytes, slice.offset() + bytes.position()) < 0) {
          throw new IOException("the file became shorter while it was read");
        }
      }
      String version =
          client()
              .uploadPart(
                  part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(bytes.array()))
              .eTag();
      return CompletedPart.builder().partNumber(number).eTag(version).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void abort(String upload, Exception cause) {
    try {
      client().abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      // A rule of the bucket's may clear it; the first failure counts.
      cause.addSuppressed(e);
    }
  }

  /** All parts are of the same state of the object. */
  void download(HeadObjectResponse object, Path file) throws IOException {
    List<Slice> slices = slices(object.contentLength());
    try (FileChannel content =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      List<Integer> unused =
          all(slices.size(), index -> received(content, slices.get(index), object.eTag()));
    }
  }

  private int received(FileChannel content, Slice slice, String version) {
    long last = slice.offset() + slice.length() - 1;
    ByteBuffer bytes =
        client()
            .getObject(
                get ->
                    get.bucket(bucket)
                        .key(key)
                        .range("bytes=" + slice.offset() + "-" + last)
                        .ifMatch(version),
                WholeContent.bytes())
            .asByteBuffer();
    try {
      int length = bytes.remaining();
      while (bytes.hasRemaining()) {
        content.write(bytes, slice.offset() + length - bytes.remaining());
      }
      return length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
