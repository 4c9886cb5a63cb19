// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One environment of a function: a container with the emulator, which takes one call at a time. */
final class FunctionInstance implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ContainerEngine engine;
  private final String container;
  private final URI uri;

  private FunctionInstance(ContainerEngine engine, String container, URI uri) {
    this.engine = engine;
    this.container = container;
    this.uri = uri;
  }

  static FunctionInstance start(ContainerEngine engine, LocalFunction function) {
    try {
      int port = freePort();
      List<String> command = new ArrayList<>(List.of("run", "--detach", "--rm"));
      command.addAll(List.of("--network", "host", "--memory", function.memory() + "m"));
      command.addAll(List.of("--volume", function.code() + ":/var/task:ro"));
      command.addAll(List.of("--volume", function.runtime() + ":/var/runtime:ro"));
      command.addAll(List.of("--volume", RuntimeEmulator.folder() + ":/var/emulator:ro"));
      function
          .variables()
          .forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
      command.addAll(List.of("--entrypoint", "/var/emulator/aws-lambda-rie", LocalCloud.IMAGE));
      command.addAll(List.of("--runtime-interface-emulator-address", "127.0.0.1:" + port));
      command.addAll(List.of("--runtime-api-address", "127.0.0.1:" + freePort()));
      command.addAll(List.of("/opt/java/bin/java", "-XX:+UseSerialGC"));
      command.addAll(List.of("-cp", "/var/runtime/*:/var/task/lib/*", CLIENT, function.handler()));
      String container = engine.podman(command.toArray(String[]::new)).strip();
      URI uri =
          URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
      return new FunctionInstance(engine, container, uri);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start function: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Calls it; tells what it answers. */
  String call(byte[] payload) throws IOException {
    HttpRequest post =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(payload)).build();
    long deadline = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()).body();
      } catch (ConnectException e) {
        // The container has only begun to start.
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      engine.podman("rm", "--force", "--time", "0", container);
    } catch (UncheckedIOException e) {
      // It is gone already.
      return;
    }
  }
}
