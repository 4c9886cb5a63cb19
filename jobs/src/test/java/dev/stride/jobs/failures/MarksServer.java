// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps marks for attempts in containers of this machine. Thread-safe. */
public final class MarksServer implements AutoCloseable {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** Starts on a free port of loopback. */
  public MarksServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    int count = exchange.getRequestMethod().equals("POST") ? add(name) : count(name);
    byte[] text = String.valueOf(count).getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  /** Where attempts find it. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Leaves one more mark; tells how many there are. */
  public int add(String name) {
    return counts.merge(name, 1, Integer::sum);
  }

  /** How many marks there are. */
  public int count(String name) {
    return counts.getOrDefault(name, 0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
