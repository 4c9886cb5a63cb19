// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service that notes what it is asked: it says hello, sends zeros, and sends back what it gets.
 */
final class Service implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  Service() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hello", exchange -> reply(exchange, 200, "hello, world"));
    server.createContext("/nothing", exchange -> exchange.sendResponseHeaders(204, -1));
    server.createContext("/zeros", Service::zeros);
    server.createContext("/echo", Service::echo);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Methods and paths in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void reply(HttpExchange exchange, int status, String text) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      exchange.getResponseHeaders().add("Content-Length", "" + body.length);
    }
    exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** As many bytes as the query says. */
  private static void zeros(HttpExchange exchange) throws IOException {
    long left = Long.parseLong(exchange.getRequestURI().getQuery());
    exchange.sendResponseHeaders(200, left);
    byte[] piece = new byte[1 << 16];
    try (OutputStream body = exchange.getResponseBody()) {
      for (; left > 0; left -= piece.length) {
        body.write(piece, 0, (int) Math.min(left, piece.length));
      }
    }
  }

  /** In chunks. */
  private static void echo(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (InputStream request = exchange.getRequestBody();
        OutputStream body = exchange.getResponseBody()) {
      request.transferTo(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
