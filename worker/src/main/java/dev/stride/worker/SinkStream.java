// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.spi.OutputSink;
import java.io.OutputStream;

/** A sink as a stream. */
final class SinkStream extends OutputStream {
  private final OutputSink sink;

  SinkStream(OutputSink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int value) {
    sink.write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    sink.write(bytes, offset, length);
  }
}
