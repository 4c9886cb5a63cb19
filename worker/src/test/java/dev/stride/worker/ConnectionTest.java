// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames between two ends, and what no end accepts. */
class ConnectionTest {
  private static final long SEED = 42;

  @TempDir private Path folder;
  private SocketChannel raw;
  private Connection here;
  private Connection there;

  @BeforeEach
  void connect() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      raw = SocketChannel.open(StandardProtocolFamily.UNIX);
      raw.connect(UnixDomainSocketAddress.of(socket));
      here = new Connection(raw);
      there = new Connection(server.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    here.close();
    there.close();
  }

  @Test
  void carriesMessagesAndBytesOfAnyLength() throws Exception {
    byte[] body = new byte[5 << 20];
    new Random(SEED).nextBytes(body);
    Message prepare =
        new Message.Prepare(
            "a.B",
            "",
            "",
            Map.of("quote", "'\"\n;$(id)"),
            "step",
            List.of(new Message.Input(Message.Origin.VALUE, "", "")),
            List.of("key"),
            Map.of("sources", "file"));
    FutureTask<Void> writer =
        new FutureTask<>(
            () -> {
              here.write(Frame.of(prepare));
              here.write(new Frame(new Message.Shared(0), body));
              here.write(new Frame(new Message.Call(7, "step 1"), new byte[0]));
              here.close();
              return null;
            });
    new Thread(writer).start();

    assertThat(there.read().map(Frame::message)).contains(prepare);
    assertThat(there.read().map(Frame::body)).hasValue(body);
    assertThat(there.read().map(Frame::message)).contains(new Message.Call(7, "step 1"));
    assertThat(there.read()).isEmpty();
    writer.get();
  }

  private void writeRaw(int messageBytes, int bodyBytes, String message) throws IOException {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length);
    raw.write(all.putInt(messageBytes).putInt(bodyBytes).put(text).flip());
  }

  @Test
  void refusesLengthsBeforeItMakesRoomForThem() throws IOException {
    writeRaw(Integer.MAX_VALUE, 0, "");
    assertThatThrownBy(there::read)
        .hasMessage("Cannot read frame: it claims 2147483647 bytes of 16777216");
  }

  @Test
  void refusesNegativeLengths() throws IOException {
    writeRaw(2, -1, "{}");
    assertThatThrownBy(there::read)
        .hasMessage("Cannot read frame: it claims -1 bytes of 1073741824");
  }

  @Test
  void refusesWhatIsNoMessage() throws IOException {
    String text = "{\"@type\":\"java.net.URL\",\"file\":\"x\"}";
    writeRaw(text.length(), 0, text);
    assertThatThrownBy(there::read).isInstanceOf(StrideException.class);
  }

  @Test
  void refusesAStreamOfObjects() throws IOException {
    raw.write(ByteBuffer.wrap(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, 1, 'A'}));
    assertThatThrownBy(there::read).hasMessageStartingWith("Cannot read frame: it claims -");
  }

  @Test
  void takesATornFrameForTheEnd() throws IOException {
    writeRaw(100, 0, "{");
    here.close();
    assertThat(there.read()).isEmpty();
  }
}
