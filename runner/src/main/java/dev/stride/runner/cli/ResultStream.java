// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of results, as UTF-8, that remembers why it could not be written: a print stream
 * swallows that, and a cut result must not look whole. Thread-safe.
 */
public final class ResultStream extends PrintStream {
  private final Watched target;

  private ResultStream(Watched target) {
    super(target, true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Writes to {@code target}. */
  public static ResultStream to(OutputStream target) {
    return new ResultStream(new Watched(target));
  }

  /** Why it is cut; empty if it is whole, or if whoever reads it has gone. */
  Optional<IOException> failure() {
    flush();
    return Optional.ofNullable(target.failure)
        .filter(thrown -> !String.valueOf(thrown.getMessage()).contains("Broken pipe"));
  }

  /** Remembers the first failure. */
  private static final class Watched extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    Watched(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw noted(e);
      }
    }

    @Override
    public void write(int single) throws IOException {
      try {
        out.write(single);
      } catch (IOException e) {
        throw noted(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw noted(e);
      }
    }

    private IOException noted(IOException thrown) {
      if (failure == null) {
        failure = thrown;
      }
      return thrown;
    }
  }
}
