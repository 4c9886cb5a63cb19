// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.store.ValueCodec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A connection over a socket of this machine, in frames: the length of the message, the length of
 * the bytes behind it, the message as JSON, the bytes. One thread reads; any may write. Neither may
 * be interrupted, since that closes a channel.
 */
public final class Connection implements AutoCloseable {
  private static final ValueCodec MESSAGES = ValueCodec.of(Message.class);
  private static final int LENGTHS = 4 + 4;
  private static final int MOST_MESSAGE_BYTES = 16 << 20;

  /** As much as a stored value may take. */
  private static final int MOST_BODY_BYTES = 1 << 30;

  /** More at once would cost as much memory outside the heap. */
  private static final int PIECE = 64 << 10;

  private final SocketChannel channel;
  private final ByteBuffer arrived = ByteBuffer.allocateDirect(PIECE).limit(0);
  private final ByteBuffer leaving = ByteBuffer.allocateDirect(PIECE);

  public Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects to the socket at {@code path}. */
  static Connection to(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    return new Connection(channel);
  }

  /**
   * The next frame; empty when the other side has gone.
   *
   * @throws IOException if what comes is no frame, or reading fails
   */
  public Optional<Frame> read() throws IOException {
    byte[] lengths = new byte[LENGTHS];
    if (!fill(lengths)) {
      return Optional.empty();
    }
    ByteBuffer both = ByteBuffer.wrap(lengths);
    byte[] message = new byte[checked(both.getInt(), MOST_MESSAGE_BYTES)];
    byte[] body = new byte[checked(both.getInt(), MOST_BODY_BYTES)];
    if (!fill(message) || !fill(body)) {
      return Optional.empty();
    }
    if (MESSAGES.decode(message) instanceof Message decoded) {
      return Optional.of(new Frame(decoded, body));
    }
    throw new IOException("Cannot read message: it is null");
  }

  private static int checked(int length, int most) throws IOException {
    if (length < 0 || length > most) {
      throw new IOException("Cannot read frame: it claims " + length + " bytes of " + most);
    }
    return length;
  }

  /** Fills the array; false at the end. */
  private boolean fill(byte[] target) throws IOException {
    int filled = 0;
    while (filled < target.length) {
      if (!arrived.hasRemaining()) {
        arrived.clear();
        boolean ended = channel.read(arrived) < 0;
        arrived.flip();
        if (ended) {
          return false;
        }
      }
      int taken = Math.min(arrived.remaining(), target.length - filled);
      arrived.get(target, filled, taken);
      filled += taken;
    }
    return true;
  }

  /**
   * Writes a frame.
   *
   * @throws IOException if the other side has gone, or the message is too long to be read
   */
  public synchronized void write(Frame frame) throws IOException {
    byte[] message = MESSAGES.encode(frame.message());
    if (message.length > MOST_MESSAGE_BYTES) {
      throw new IOException("Cannot send message: it takes " + message.length + " bytes");
    }
    leaving.clear().putInt(message.length).putInt(frame.body().length);
    put(message);
    put(frame.body());
    flush();
  }

  private void put(byte[] bytes) throws IOException {
    int put = 0;
    while (put < bytes.length) {
      if (!leaving.hasRemaining()) {
        flush();
      }
      int taken = Math.min(leaving.remaining(), bytes.length - put);
      leaving.put(bytes, put, taken);
      put += taken;
    }
  }

  private void flush() throws IOException {
    leaving.flip();
    while (leaving.hasRemaining()) {
      channel.write(leaving);
    }
    leaving.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
