// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moto, which speaks like Amazon's services, in a process of its own on loopback. It is installed
 * from PyPI into an environment under {@code target/} once. Without Python the tests that need it
 * are skipped, which where {@code CI=true} is a failure. Closing it ends the process.
 */
public final class MotoServer implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");
  private static final int START_SECONDS = 60;

  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server that knows nothing yet. */
  public static MotoServer start() {
    return start(Map.of());
  }

  /**
   * The same.
   *
   * @param environment what it has in its environment besides
   */
  static MotoServer start(Map<String, String> environment) {
    Process process = MotoLauncher.start(environment);
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reading = new Thread(() -> read(process, port), "moto-output");
    reading.setDaemon(true);
    reading.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new MotoServer(process, port.orTimeout(START_SECONDS, TimeUnit.SECONDS).join());
  }

  /** To its end, since a full pipe would stop it. */
  private static void read(Process process, CompletableFuture<Integer> port) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher address = ADDRESS.matcher(line);
        if (address.find()) {
          port.complete(Integer.valueOf(address.group(1)));
        } else if (!port.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    port.completeExceptionally(new IllegalStateException("moto has ended: " + said));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Where it listens, {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
