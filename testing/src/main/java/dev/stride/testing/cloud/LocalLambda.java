// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Lambda on this machine: functions that are made of archives in the local bucket run in containers
 * under Amazon's own emulator of the runtime, with the real client of Java. It knows as many
 * environments at once as it is told, and answers 429 beyond; calls that nobody waits for queue.
 */
public final class LocalLambda implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/functions(?:/([^/]+))?(?:/([^/]+))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ContainerEngine engine;
  private final LocalBucket bucket;
  private final Path work;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore room;
  private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, Deque<FunctionInstance>> idle = new HashMap<>();
  private final List<FunctionInstance> all = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  private LocalLambda(ContainerEngine engine, LocalBucket bucket, int most) throws IOException {
    this.engine = engine;
    this.bucket = bucket;
    this.room = new Semaphore(most);
    this.work = Files.createTempDirectory("stride-lambda-");
    RuntimeEmulator.copyRuntime(work.resolve("runtime"));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Starts it.
   *
   * @param most how many calls run at once
   */
  static LocalLambda start(ContainerEngine engine, LocalBucket bucket, int most) {
    // Installed before the first call, which has a time limit.
    RuntimeEmulator.folder();
    try {
      return new LocalLambda(engine, bucket, most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is spoken to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often an operation was asked for, as {@code create}, {@code call}, {@code throttled}. */
  public int count(String operation) {
    return counts.getOrDefault(operation, 0);
  }

  /** How many calls have not ended. */
  public int running() {
    return running.get();
  }

  /** The names of all functions. */
  public List<String> functions() {
    return functions.keySet().stream().sorted().toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().endsWith("/account-settings")
          || exchange.getRequestURI().getPath().endsWith("/account-settings/")) {
        ObjectNode limit =
            JSON.createObjectNode().put("UnreservedConcurrentExecutions", room.availablePermits());
        send(exchange, 200, JSON.createObjectNode().set("AccountLimit", limit));
        return;
      }
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        refuse(exchange, 404, "ResourceNotFoundException", "no such operation");
        return;
      }
      try {
        answer(exchange, String.valueOf(path.group(1)), String.valueOf(path.group(2)), body);
      } catch (IOException | RuntimeException e) {
        System.err.println("local lambda: " + e);
        refuse(exchange, 500, "ServiceException", String.valueOf(e.getMessage()));
      }
    }
  }

  private void answer(HttpExchange exchange, String name, String operation, byte[] body)
      throws IOException {
    if (name.equals("null")) {
      create(exchange, body);
      return;
    }
    LocalFunction function = functions.get(name);
    if (function == null) {
      refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + name);
      return;
    }
    switch (operation) {
      case "invocations" -> call(exchange, function, body);
      case "versions" -> send(exchange, 201, configuration(function).put("Version", "1"));
      case "event-invoke-config" -> {
        JsonNode wanted = JSON.readTree(body);
        if (wanted.path("MaximumRetryAttempts").asInt(2) != 0) {
          refuse(exchange, 400, "InvalidParameterValueException", "retries would run steps twice");
          return;
        }
        send(exchange, 200, JSON.createObjectNode());
      }
      default -> send(exchange, 200, configuration(function));
    }
  }

  private void create(HttpExchange exchange, byte[] body) throws IOException {
    JsonNode request = JSON.readTree(body);
    String name = request.path("FunctionName").asText();
    count("create", 1);
    if (functions.containsKey(name)) {
      refuse(exchange, 409, "ResourceConflictException", "Function already exist: " + name);
      return;
    }
    Map<String, String> variables = new TreeMap<>();
    request
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
    int memory = request.path("MemorySize").asInt();
    variables.put("LAMBDA_TASK_ROOT", "/var/task");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", name);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memory));
    variables.put("AWS_LAMBDA_FUNCTION_TIMEOUT", request.path("Timeout").asText());
    Path code = work.resolve(name);
    JsonNode archive = request.path("Code");
    unpack(bucket.read(archive.path("S3Bucket").asText(), archive.path("S3Key").asText()), code);
    LocalFunction made =
        new LocalFunction(
            name,
            request.path("Handler").asText(),
            memory,
            variables,
            code,
            work.resolve("runtime"));
    functions.put(name, made);
    send(exchange, 201, configuration(made));
  }

  private static void unpack(InputStream archive, Path to) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = to.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private static ObjectNode configuration(LocalFunction function) {
    return JSON.createObjectNode()
        .put("FunctionName", function.name())
        .put("State", "Active")
        .put("LastUpdateStatus", "Successful")
        .put("MemorySize", function.memory());
  }

  private void call(HttpExchange exchange, LocalFunction function, byte[] payload)
      throws IOException {
    boolean isAwaited =
        !"Event".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
    if (isAwaited && !room.tryAcquire()) {
      count("throttled", 1);
      exchange.getResponseHeaders().add("Retry-After", "1");
      refuse(exchange, 429, "TooManyRequestsException", "Rate Exceeded.");
      return;
    }
    count("call", 1);
    if (!isAwaited) {
      threads.execute(() -> callLater(function, payload));
      sendText(exchange, 202, "");
      return;
    }
    String answer;
    try {
      answer = run(function, payload);
    } finally {
      room.release();
    }
    exchange.getResponseHeaders().add("X-Amz-Executed-Version", "1");
    if (isError(answer)) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
    }
    sendText(exchange, 200, answer);
  }

  private void callLater(LocalFunction function, byte[] payload) {
    room.acquireUninterruptibly();
    try {
      run(function, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      room.release();
    }
  }

  private static boolean isError(String answer) {
    return answer.contains("\"errorType\"") || answer.startsWith("Task timed out");
  }

  private String run(LocalFunction function, byte[] payload) throws IOException {
    running.incrementAndGet();
    try {
      return runOn(take(function), function, payload);
    } catch (IOException | RuntimeException e) {
      // An environment that breaks is replaced, as the service does; what has a result is not run
      // again.
      System.err.println("local lambda: an environment of " + function.name() + " broke: " + e);
      return runOn(started(function), function, payload);
    } finally {
      running.decrementAndGet();
    }
  }

  private String runOn(FunctionInstance instance, LocalFunction function, byte[] payload)
      throws IOException {
    boolean isReusable = false;
    try {
      String answer = instance.call(payload);
      isReusable = !isError(answer);
      return answer;
    } finally {
      if (isReusable) {
        give(function, instance);
      } else {
        instance.close();
      }
    }
  }

  private FunctionInstance take(LocalFunction function) {
    synchronized (idle) {
      Deque<FunctionInstance> warm =
          idle.computeIfAbsent(function.name(), name -> new ArrayDeque<>());
      if (!warm.isEmpty()) {
        return warm.pop();
      }
    }
    return started(function);
  }

  private FunctionInstance started(LocalFunction function) {
    FunctionInstance started = FunctionInstance.start(engine, function);
    synchronized (idle) {
      all.add(started);
    }
    return started;
  }

  private void give(LocalFunction function, FunctionInstance instance) {
    synchronized (idle) {
      idle.computeIfAbsent(function.name(), name -> new ArrayDeque<>()).push(instance);
    }
  }

  private void count(String operation, int times) {
    counts.merge(operation, times, Integer::sum);
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getResponseHeaders().add("X-Amzn-ErrorType", type);
    send(exchange, status, JSON.createObjectNode().put("Type", "User").put("Message", message));
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    sendText(exchange, status, body.toString());
  }

  private static void sendText(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    synchronized (idle) {
      all.forEach(FunctionInstance::close);
      all.clear();
    }
    Trees.delete(work);
  }
}
