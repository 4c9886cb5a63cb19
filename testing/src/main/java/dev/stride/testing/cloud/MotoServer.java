// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/**
 * Moto, which speaks like Amazon's services, in a process of its own on loopback. It is installed
 * from PyPI into an environment under {@code target/} once. Without Python the tests that need it
 * are skipped, which where {@code CI=true} is a failure. Closing it ends the process.
 */
public final class MotoServer implements AutoCloseable {
  private static final String VERSION = "5.2.4";
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
    Path environment = installed();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              environment.resolve("bin/moto_server").toString(), "-H", "127.0.0.1", "-p", "0");
      // Small parts, so that tests of objects in parts need not be large.
      builder.environment().put("S3_UPLOAD_PART_MIN_SIZE", "1024");
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<Integer> port = new CompletableFuture<>();
      Thread reading = new Thread(() -> read(process, port), "moto-output");
      reading.setDaemon(true);
      reading.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new MotoServer(process, port.orTimeout(START_SECONDS, TimeUnit.SECONDS).join());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start moto: " + environment, e);
    }
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

  /** One environment for all modules, made by the first that needs it. */
  private static Path installed() {
    Path target = root().resolve("target");
    Path environment = target.resolve("moto-" + VERSION);
    Path done = environment.resolve("installed");
    try {
      Files.createDirectories(target);
      try (FileChannel lock =
              FileChannel.open(
                  target.resolve("moto.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        if (held.isValid() && !Files.exists(done)) {
          run(List.of("python3", "-m", "venv", environment.toString()));
          run(
              List.of(
                  environment.resolve("bin/pip").toString(),
                  "install",
                  "--quiet",
                  "--disable-pip-version-check",
                  "moto[server,s3]==" + VERSION));
          Files.createFile(done);
        }
      }
    } catch (IOException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
    return environment;
  }

  /** The project's folder, whichever module's tests run. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    Path parent = folder.getParent();
    return parent != null && Files.exists(parent.resolve("build-parent/pom.xml")) ? parent : folder;
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        List<String> lines = new ArrayList<>(said.lines().toList());
        throw new IOException(
            command.get(0) + ": " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static RuntimeException unavailable(String reason) {
    String message =
        "Cannot install moto: " + reason + " (install python3 with venv, and allow it PyPI)";
    return "true".equals(System.getenv("CI"))
        ? new IllegalStateException(message)
        : new TestAbortedException(message);
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
