// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stride.store.Digests;
import dev.stride.testing.store.MemoryObjects;
import dev.stride.worker.task.Invocation;
import dev.stride.worker.task.SharedTask;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTable;
import dev.stride.worker.task.SlotTask;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Lambda's protocol with faults that the real one has, by a script: each call of a function ends as
 * the next reply says; where there is none, it returns its element.
 */
final class ScriptedLambda implements AutoCloseable {
  /** What it is asked for, by method and the end of the path. */
  static final Map<String, String> OPERATIONS =
      Map.of(
          "POST functions", "CreateFunction",
          "GET configuration", "GetFunctionConfiguration",
          "POST versions", "PublishVersion",
          "PUT event-invoke-config", "PutFunctionEventInvokeConfig",
          "POST invocations", "InvokeFunction");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What becomes of a call. */
  enum Reply {
    /** It returns its element. */
    RUN,
    /** The service is too busy. */
    THROTTLE,
    /** It runs, and the answer is lost. */
    LOSE,
    /** Its function fails without a result. */
    ERROR,
    /** The service has ended it. */
    TIME_OUT,
    /** Its environment has run out of memory. */
    MEMORY
  }

  private final MemoryObjects objects;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
  private final Map<String, JsonNode> functions = new ConcurrentHashMap<>();
  private final Set<String> ran = ConcurrentHashMap.newKeySet();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger longest = new AtomicInteger();
  private volatile Runnable holding = () -> {};
  private volatile IntFunction<Reply> rule = number -> Reply.RUN;

  ScriptedLambda(MemoryObjects objects) throws IOException {
    this.objects = objects;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next calls end so, in this order. */
  void replies(Reply... replies) {
    script.addAll(List.of(replies));
  }

  /** Calls end so, by their numbers from 0. */
  void replies(IntFunction<Reply> byNumber) {
    rule = byNumber;
  }

  int calls() {
    return calls.get();
  }

  /** How many slots were run. */
  int slots() {
    return ran.size();
  }

  /** Calls wait at the service until {@code end}; tells when the first has come. */
  CountDownLatch holdUntil(CountDownLatch end) {
    CountDownLatch come = new CountDownLatch(1);
    holding =
        () -> {
          come.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    return come;
  }

  /** The operations that were asked for. */
  Set<String> asked() {
    return asked;
  }

  int longestPayload() {
    return longest.get();
  }

  List<JsonNode> functions() {
    return new ArrayList<>(functions.values());
  }

  List<String> types() {
    return types;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] path = exchange.getRequestURI().getPath().split("/");
      asked.add(OPERATIONS.get(exchange.getRequestMethod() + " " + path[path.length - 1]));
      if (path.length == 3) {
        JsonNode request = JSON.readTree(body);
        functions.put(request.path("FunctionName").asText(), request);
        send(exchange, 201, state());
      } else if (!functions.containsKey(path[3])) {
        exchange.getResponseHeaders().add("X-Amzn-ErrorType", "ResourceNotFoundException");
        send(exchange, 404, JSON.createObjectNode().put("Message", "no such function"));
      } else if (path[4].equals("invocations")) {
        invoke(exchange, body);
      } else {
        send(exchange, 200, state().put("Version", "1"));
      }
    }
  }

  private static ObjectNode state() {
    return JSON.createObjectNode().put("State", "Active");
  }

  private void invoke(HttpExchange exchange, byte[] body) throws IOException {
    int number = calls.getAndIncrement();
    holding.run();
    longest.accumulateAndGet(body.length, Math::max);
    types.add(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
    Reply reply = Optional.ofNullable(script.poll()).orElseGet(() -> rule.apply(number));
    switch (reply) {
      case RUN -> {
        run(Invocation.decode(body));
        answer(exchange, "true");
      }
      case LOSE -> run(Invocation.decode(body));
      case THROTTLE -> {
        exchange.getResponseHeaders().add("X-Amzn-ErrorType", "TooManyRequestsException");
        send(
            exchange,
            429,
            JSON.createObjectNode()
                .put("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded")
                .put("message", "Rate Exceeded."));
      }
      case ERROR ->
          fail(
              exchange,
              "{\"errorMessage\": \"no disk\", \"errorType\": \"java.io.IOException\","
                  + " \"stackTrace\": [\"dev.acme.Disk.write(Disk.java:17)\"]}");
      case TIME_OUT ->
          fail(exchange, "{\"errorMessage\": \"2026 r1 Task timed out after 120.00 seconds\"}");
      case MEMORY ->
          fail(
              exchange,
              "{\"errorMessage\": \"RequestId: r1 Error: Runtime exited with error: signal:"
                  + " killed\", \"errorType\": \"Runtime.ExitError\"}");
    }
  }

  private void run(Invocation invocation) throws IOException {
    TaskPointer pointer = TaskPointer.parse(invocation.task());
    SharedTask task = SharedTask.decode(objects.get(pointer.key()).orElseThrow().content());
    SlotTask slot =
        SlotTable.read(
            (offset, length) -> objects.range(task.slots(), offset, length), invocation.slot());
    byte[] json = slot.element().orElseThrow();
    ran.add(slot.folder());
    objects.put(
        SlotTask.resultKey(slot.folder()),
        SlotEnd.encode(new SlotEnd.Returned(Optional.of(json), Digests.of(json))));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void fail(HttpExchange exchange, String error) throws IOException {
    exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
    answer(exchange, error);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
