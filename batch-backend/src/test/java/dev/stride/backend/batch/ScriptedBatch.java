// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SharedTask;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTable;
import dev.stride.worker.task.SlotTask;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks as Batch and CloudWatch Logs do, and does what a test says: it throttles, loses replies,
 * forgets jobs, and lets containers end in every way. What a container would write it writes
 * itself. It refuses what the service refuses: too many ids, too long requests.
 */
final class ScriptedBatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_IDS = 100;
  private static final String DEFINITIONS = "arn:aws:batch:eu-central-1:1:job-definition/";

  /** What it can do; the backend asks for nothing else. */
  static final List<String> OPERATIONS =
      List.of(
          "submitjob",
          "describejobs",
          "listjobs",
          "terminatejob",
          "describejobdefinitions",
          "registerjobdefinition",
          "deregisterjobdefinition",
          "describejobqueues");

  private static final int MOST_BYTES = 30 << 10;

  /** What becomes of a submit. */
  enum Reply {
    /** HTTP 429, and no job. */
    THROTTLED,
    /** A job, and a connection that ends. */
    LOST,
    /** HTTP 500, and no job. */
    BROKEN,
    /** HTTP 400, and no job. */
    REFUSED
  }

  /** How a container ends. */
  record Fate(
      String state,
      @Nullable Integer exitCode,
      String reason,
      String statusReason,
      Optional<SlotEnd> end) {
    static Fate returning(byte[] json) {
      SlotEnd end = new SlotEnd.Returned(Optional.of(json), Digests.of(json));
      return new Fate("SUCCEEDED", 0, "", "", Optional.of(end));
    }

    static Fate failing(@Nullable Integer exitCode, String reason, String statusReason) {
      return new Fate("FAILED", exitCode, reason, statusReason, Optional.empty());
    }

    static Fate waiting(String statusReason) {
      return new Fate("RUNNABLE", null, "", statusReason, Optional.empty());
    }

    static Fate running() {
      return new Fate("RUNNING", null, "", "", Optional.empty());
    }
  }

  /** A plain job or a child. */
  private static final class Child {
    private final List<SlotTask> slots;
    private String state = "RUNNABLE";
    private Fate fate = Fate.running();

    Child(List<SlotTask> slots) {
      this.slots = slots;
    }
  }

  private record Job(String id, String name, String definition, List<Child> children) {}

  private final HttpServer server;
  private final ObjectStore objects;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, Job> jobs = new TreeMap<>();
  private final Map<String, JsonNode> definitions = new TreeMap<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<String> terminated = new ArrayList<>();
  private Function<SlotTask, Fate> fates = slot -> Fate.returning(slot.element().orElseThrow());
  private JsonNode latest = JSON.createObjectNode();
  private boolean forgets;
  private int longest;

  ScriptedBatch(ObjectStore objects) throws IOException {
    this.objects = objects;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often an operation was called. */
  int calls(String operation) {
    return calls.getOrDefault(operation, 0);
  }

  int allCalls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized void next(Reply... next) {
    replies.addAll(List.of(next));
  }

  synchronized void fates(Function<SlotTask, Fate> decides) {
    fates = decides;
  }

  /** Ends what runs. */
  synchronized void finish(String label, Fate fate) {
    for (Job job : jobs.values()) {
      for (Child child : job.children()) {
        if (child.slots.get(0).label().equals(label) && child.state.equals("RUNNING")) {
          child.fate = fate;
          child.state = fate.state();
          fate.end().ifPresent(end -> write(child.slots.get(0), end));
        }
      }
    }
  }

  synchronized void forgetAll() {
    forgets = true;
  }

  /** The latest submit. */
  synchronized JsonNode latest() {
    return latest;
  }

  synchronized int jobCount() {
    return jobs.size();
  }

  /** How many children each job has. */
  synchronized List<Integer> sizes() {
    return jobs.values().stream().map(job -> job.children().size()).toList();
  }

  synchronized List<String> terminated() {
    return List.copyOf(terminated);
  }

  synchronized List<String> names() {
    return jobs.values().stream().map(Job::name).toList();
  }

  synchronized int longestRequest() {
    return longest;
  }

  synchronized long alive() {
    return jobs.values().stream()
        .flatMap(job -> job.children().stream())
        .filter(child -> !child.state.equals("SUCCEEDED") && !child.state.equals("FAILED"))
        .count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target == null ? path.substring(path.lastIndexOf('/') + 1) : target;
    calls.merge(operation, 1, Integer::sum);
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      answer(
          exchange,
          operation,
          body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body),
          body.length);
    } catch (RuntimeException e) {
      send(exchange, 400, error("ClientException", String.valueOf(e.getMessage())));
    }
  }

  private void answer(HttpExchange exchange, String operation, JsonNode request, int length)
      throws IOException {
    switch (operation) {
      case "submitjob" -> submit(exchange, request, length);
      case "describejobs" -> send(exchange, 200, describe(request));
      case "listjobs" -> send(exchange, 200, list(request));
      case "terminatejob" -> send(exchange, 200, terminate(request));
      case "describejobdefinitions" -> send(exchange, 200, describeDefinitions(request));
      case "registerjobdefinition" -> send(exchange, 200, register(request));
      case "deregisterjobdefinition" -> send(exchange, 200, deregister(request));
      case "describejobqueues" -> send(exchange, 200, queues());
      case "Logs_20140328.GetLogEvents" -> send(exchange, 200, logs(request));
      default -> throw new IllegalArgumentException(operation);
    }
  }

  private static ObjectNode error(String type, String message) {
    return JSON.createObjectNode().put("__type", type).put("code", type).put("message", message);
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status != 200) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.path("__type").asText());
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized void submit(HttpExchange exchange, JsonNode request, int length)
      throws IOException {
    longest = Math.max(longest, length);
    latest = request;
    if (length > MOST_BYTES) {
      throw new IllegalArgumentException("payload of " + length);
    }
    Reply reply = replies.poll();
    if (reply == Reply.THROTTLED) {
      send(exchange, 429, error("TooManyRequestsException", "Too Many Requests"));
    } else if (reply == Reply.BROKEN) {
      send(exchange, 500, error("ServerException", "broken"));
    } else if (reply == Reply.REFUSED) {
      send(exchange, 400, error("ClientException", "JobQueue nothing not found."));
    } else {
      Job job = make(request);
      if (reply == Reply.LOST) {
        exchange.close();
      } else {
        send(
            exchange,
            200,
            JSON.createObjectNode().put("jobId", job.id()).put("jobName", job.name()));
      }
    }
  }

  private Job make(JsonNode request) throws IOException {
    TaskPointer pointer = TaskPointer.parse(request.at("/parameters/task").asText());
    SharedTask task = SharedTask.decode(objects.get(pointer.key()).orElseThrow().content());
    SlotTable.Ranges ranges = (offset, length) -> objects.range(task.slots(), offset, length);
    int size = Math.max(1, request.at("/arrayProperties/size").asInt());
    int slots = SlotTable.size(ranges);
    if (size != (slots + task.perChild() - 1) / task.perChild()) {
      throw new IllegalArgumentException("size " + size);
    }
    List<Child> children = new ArrayList<>();
    for (int from = 0; from < slots; from += task.perChild()) {
      List<SlotTask> ofChild = new ArrayList<>();
      for (int slot = from; slot < Math.min(slots, from + task.perChild()); slot++) {
        ofChild.add(SlotTable.read(ranges, slot));
      }
      children.add(new Child(ofChild));
    }
    Job job =
        new Job(
            "job-" + (jobs.size() + 1),
            request.path("jobName").asText(),
            nameOf(request.path("jobDefinition").asText()),
            children);
    jobs.put(job.id(), job);
    return job;
  }

  /**
   * Whatever is not running yet ends at the first question, as the test says; a child of several
   * slots as its last one.
   */
  private void goOn(Job job) {
    for (Child child : job.children()) {
      if (child.state.equals("RUNNABLE")) {
        for (SlotTask slot : child.slots) {
          child.fate = fates.apply(slot);
          child.fate.end().ifPresent(end -> write(slot, end));
        }
        child.state = child.fate.state();
      }
    }
  }

  private void write(SlotTask slot, SlotEnd end) {
    try {
      objects.put(SlotTask.resultKey(slot.folder()), SlotEnd.encode(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized JsonNode describe(JsonNode request) {
    if (request.path("jobs").size() > MOST_IDS) {
      throw new IllegalArgumentException("too many ids");
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("jobs");
    for (JsonNode id : request.path("jobs")) {
      String[] parts = id.asText().split(":", 2);
      Job job = forgets ? null : jobs.get(parts[0]);
      if (job != null) {
        goOn(job);
        found.add(
            parts.length > 1 || job.children().size() == 1
                ? child(
                    id.asText(),
                    job,
                    job.children().get(parts.length > 1 ? Integer.parseInt(parts[1]) : 0))
                : parent(job));
      }
    }
    return answer;
  }

  private static ObjectNode child(String id, Job job, Child child) {
    ObjectNode node = JSON.createObjectNode();
    node.put("jobId", id).put("jobName", job.name()).put("status", child.state);
    node.put("statusReason", child.fate.statusReason());
    ObjectNode container = node.putObject("container").put("reason", child.fate.reason());
    container.put("logStreamName", "stream/" + id);
    if (child.fate.exitCode() != null) {
      container.put("exitCode", child.fate.exitCode());
    }
    return node;
  }

  private static ObjectNode parent(Job job) {
    ObjectNode node = JSON.createObjectNode();
    node.put("jobId", job.id()).put("jobName", job.name()).put("status", "PENDING");
    ObjectNode properties = node.putObject("arrayProperties").put("size", job.children().size());
    ObjectNode summary = properties.putObject("statusSummary");
    job.children()
        .forEach(child -> summary.put(child.state, summary.path(child.state).asInt() + 1));
    return node;
  }

  private synchronized JsonNode list(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("jobSummaryList");
    if (request.has("arrayJobId")) {
      Job job = jobs.get(request.path("arrayJobId").asText());
      int from = request.path("nextToken").asInt();
      int most = request.path("maxResults").asInt(100);
      int matching = 0;
      for (int child = 0; child < job.children().size(); child++) {
        Child one = job.children().get(child);
        if (one.state.equals(request.path("jobStatus").asText())) {
          if (matching >= from && matching < from + most) {
            found.addObject().put("jobId", job.id() + ":" + child).put("jobName", job.name());
          }
          matching++;
        }
      }
      if (matching > from + most) {
        answer.put("nextToken", String.valueOf(from + most));
      }
    } else if (!forgets) {
      boolean isByDefinition = request.at("/filters/0/name").asText().equals("JOB_DEFINITION");
      String name = request.at("/filters/0/values/0").asText();
      jobs.values().stream()
          .filter(job -> (isByDefinition ? job.definition() : job.name()).equals(name))
          .forEach(job -> found.addObject().put("jobId", job.id()).put("jobName", job.name()));
    }
    return answer;
  }

  private synchronized JsonNode terminate(JsonNode request) {
    String[] parts = request.path("jobId").asText().split(":", 2);
    terminated.add(request.path("jobId").asText());
    Job job = jobs.get(parts[0]);
    for (int child = 0; child < job.children().size(); child++) {
      boolean isMeant = parts.length == 1 || Integer.parseInt(parts[1]) == child;
      Child one = job.children().get(child);
      if (isMeant && !one.state.equals("SUCCEEDED") && !one.state.equals("FAILED")) {
        one.fate = Fate.failing(137, "", request.path("reason").asText());
        one.state = "FAILED";
      }
    }
    return JSON.createObjectNode();
  }

  private synchronized JsonNode describeDefinitions(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("jobDefinitions");
    String wanted = request.path("jobDefinitionName").asText();
    definitions.forEach(
        (name, tags) -> {
          if (wanted.isEmpty() || wanted.equals(name)) {
            definition(found.addObject(), name).set("tags", tags);
          }
        });
    return answer;
  }

  private static ObjectNode definition(ObjectNode node, String name) {
    return node.put("jobDefinitionName", name)
        .put("jobDefinitionArn", DEFINITIONS + name + ":1")
        .put("revision", 1)
        .put("status", "ACTIVE");
  }

  private static String nameOf(String arn) {
    return arn.substring(DEFINITIONS.length(), arn.lastIndexOf(':'));
  }

  private synchronized JsonNode register(JsonNode request) {
    String name = request.path("jobDefinitionName").asText();
    define(name, request.path("tags"));
    return definition(JSON.createObjectNode(), name);
  }

  /** A definition that somebody has registered. */
  synchronized void define(String name, JsonNode tags) {
    definitions.put(name, tags);
  }

  /** The names of the active ones. */
  synchronized Set<String> definitions() {
    return Set.copyOf(definitions.keySet());
  }

  private synchronized JsonNode deregister(JsonNode request) {
    definitions.remove(nameOf(request.path("jobDefinition").asText()));
    return JSON.createObjectNode();
  }

  private static JsonNode queues() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode queues = answer.putArray("jobQueues");
    for (String name : List.of("light", "heavy")) {
      queues.addObject().put("jobQueueName", name).put("state", "ENABLED");
    }
    return answer;
  }

  /** Two pages, the second of which repeats its own token. */
  private static JsonNode logs(JsonNode request) {
    String token = request.path("nextToken").asText("1");
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode events = answer.putArray("events");
    if (token.equals("1") || token.equals("2")) {
      events
          .addObject()
          .put("message", "page " + token + " of " + request.path("logStreamName").asText())
          .put("timestamp", 1L);
    }
    String next = token.equals("1") ? "2" : "3";
    return answer.put("nextForwardToken", next);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
