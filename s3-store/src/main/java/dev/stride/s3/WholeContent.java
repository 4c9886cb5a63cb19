// SPDX-License-Identifier: Apache-2.0
package dev.stride.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What was sent of an object, compared with the length that was announced: a connection that ends
 * early looks like the end of the content to the JDK's client.
 */
final class WholeContent {
  private WholeContent() {}

  /** All bytes; the SDK asks again where some are missing. */
  static ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> bytes() {
    return (response, in) -> {
      byte[] bytes = in.readAllBytes();
      if (bytes.length != response.contentLength()) {
        throw RetryableException.builder()
            .message("the content ended after " + bytes.length + " of " + response.contentLength())
            .build();
      }
      return ResponseBytes.fromByteArrayUnsafe(response, bytes);
    };
  }

  /**
   * The content as it comes; fails at an early end.
   *
   * @param name for the message
   */
  static InputStream stream(InputStream in, Calls calls, long length, String name) {
    return new Counted(in, calls, length, name);
  }

  private static final class Counted extends FilterInputStream {
    private final Calls calls;
    private final String name;
    private final long length;
    private long read;

    Counted(InputStream in, Calls calls, long length, String name) {
      super(in);
      this.calls = calls;
      this.name = name;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      try {
        int found = calls.make(() -> in.read(bytes, offset, count));
        read += Math.max(0, found);
        if (found < 0 && read < length) {
          throw new IOException(name + ": the content ended after " + read + " of " + length);
        }
        return found;
      } catch (SdkException e) {
        throw S3Failures.of(name, e);
      }
    }

    @Override
    public void close() throws IOException {
      int unused =
          calls.make(
              () -> {
                in.close();
                return 0;
              });
    }
  }
}
