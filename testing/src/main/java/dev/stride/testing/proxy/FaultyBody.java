// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import dev.stride.testing.proxy.ProxyFault.Corrupt;
import dev.stride.testing.proxy.ProxyFault.Drip;
import dev.stride.testing.proxy.ProxyFault.Reset;
import dev.stride.testing.proxy.ProxyFault.Truncate;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A reply's body on its way to the client, with what goes wrong there. */
final class FaultyBody extends FilterOutputStream {
  private final Optional<ProxyFault> fault;
  private final Pauses pauses;
  private long written;

  FaultyBody(OutputStream out, Optional<ProxyFault> fault, Pauses pauses) {
    super(out);
    this.fault = fault;
    this.pauses = pauses;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ProxyFault here = fault.orElse(null);
    if (here instanceof Reset reset) {
      upTo(reset.afterBytes(), bytes, offset, length, ConnectionEnd.RESET);
    } else if (here instanceof Truncate truncate) {
      upTo(truncate.afterBytes(), bytes, offset, length, ConnectionEnd.CLOSE);
    } else if (here instanceof Corrupt corrupt) {
      turnOver(corrupt.index(), bytes, offset, length);
      out.write(bytes, offset, length);
    } else if (here instanceof Drip drip) {
      drop(drip, bytes, offset, length);
    } else {
      out.write(bytes, offset, length);
    }
    written += length;
  }

  private void upTo(long most, byte[] bytes, int offset, int length, ConnectionEnd end)
      throws IOException {
    int passing = (int) Math.min(length, most - written);
    out.write(bytes, offset, passing);
    if (passing < length) {
      out.flush();
      throw new EndOfExchange(end);
    }
  }

  private void turnOver(long index, byte[] bytes, int offset, int length) {
    long at = index - written;
    if (at >= 0 && at < length) {
      bytes[offset + (int) at] ^= 1;
    }
  }

  private void drop(Drip drip, byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += drip.bytes()) {
      out.write(bytes, offset + done, Math.min(drip.bytes(), length - done));
      out.flush();
      pauses.pause(drip.pause());
    }
  }
}
