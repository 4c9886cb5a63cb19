// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.NonRetryable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A step that does what no step should, in a process where it may. */
public final class Deeds implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> deed = workflow.parameter("deed", String.class).defaultsTo("nothing");
    Parameter<String> folder = workflow.parameter("folder", String.class).defaultsTo("");
    Node<String> done = workflow.step(Deeds::act, deed, folder);
    workflow.result(done);
  }

  /** Notes its process in the folder, so that tests can find what it leaves. */
  static String act(String deed, String folder) throws Exception {
    if (!folder.isEmpty()) {
      Files.writeString(
          Path.of(folder, "pids"),
          ProcessHandle.current().pid() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return switch (deed) {
      case "nothing" -> String.valueOf(ProcessHandle.current().pid());
      case "exit-0" -> exit(0);
      case "exit-3" -> exit(3);
      case "exit-42" -> exit(42);
      case "halt-7" -> halt(7);
      case "overflow" -> String.valueOf(depth(0));
      case "needs-60-mebibytes" -> String.valueOf(new byte[60 << 20].length);
      case "memory" -> exhaust();
      case "memory-caught" -> exhaustQuietly();
      case "crash" -> crash();
      case "thread" -> leaveThread();
      case "spin" -> spin();
      case "spin-at-first" -> spinAtFirst(folder);
      case "deadlock" -> deadlock();
      case "socket" -> waitForACaller();
      case "stop-at-first" -> stopAtFirst(folder);
      case "sleep" -> sleep();
      case "child" -> leaveChild(folder, "sleep", "300");
      case "grandchild" -> leaveChild(folder, "sh", "-c", "sleep 300 & echo $! > grandchild");
      case "daemon" -> leaveChild(folder, "sh", "-c", "setsid sleep 300 & echo $! > daemon");
      case "child-and-spin" -> leaveChildAndSpin(folder);
      case "much" -> printMuch();
      case "long-line" -> printLongLine();
      case "close" -> closeOutput();
      case "hostile" -> throw new Hostile();
      case "unserializable" -> throw new Unserializable();
      case "never-again" -> throw new NeverAgain();
      case "kill" -> kill();
      case "null" -> null;
      case "environment" -> new TreeMap<>(System.getenv()).toString();
      case "temporary" -> Files.createTempFile("deed", "").toString();
      case "hang-at-end" -> hangAtEnd();
      default -> throw new IllegalArgumentException(deed);
    };
  }

  private static String exit(int code) {
    System.exit(code);
    return "";
  }

  private static String halt(int code) {
    Runtime.getRuntime().halt(code);
    return "";
  }

  private static int depth(int above) {
    return depth(above + 1) + 1;
  }

  private static String exhaust() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() >= 0) {
      all.add(new byte[1 << 20]);
    }
    return String.valueOf(all.size());
  }

  private static String exhaustQuietly() {
    try {
      return exhaust();
    } catch (OutOfMemoryError e) {
      return "half a result";
    }
  }

  private static String crash() throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field instance = unsafe.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    unsafe.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
    return "";
  }

  /** An executor that nobody shuts down. */
  private static String leaveThread() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    return executor.submit(() -> String.valueOf(ProcessHandle.current().pid())).get();
  }

  private static String spin() {
    long turns = 0;
    while (turns >= 0) {
      turns++;
    }
    return String.valueOf(turns);
  }

  /** Heeds no interrupt, but a file: a thread cannot be killed. */
  private static String spinAtFirst(String folder) throws IOException {
    boolean isFirst = Files.readAllLines(Path.of(folder, "pids")).size() == 1;
    while (isFirst && !Files.exists(Path.of(folder, "enough"))) {
      Thread.onSpinWait();
    }
    return String.valueOf(ProcessHandle.current().pid());
  }

  private static String waitForACaller() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.accept());
    }
  }

  private static String stopAtFirst(String folder) throws Exception {
    if (Files.readAllLines(Path.of(folder, "pids")).size() == 1) {
      signal("STOP");
    }
    return String.valueOf(ProcessHandle.current().pid());
  }

  private static String deadlock() throws InterruptedException {
    Object ours = new Object();
    Object theirs = new Object();
    CountDownLatch held = new CountDownLatch(2);
    Thread other = new Thread(() -> lockBoth(theirs, ours, held), "the other");
    other.start();
    lockBoth(ours, theirs, held);
    return "";
  }

  private static void lockBoth(Object first, Object second, CountDownLatch held) {
    synchronized (first) {
      held.countDown();
      while (held.getCount() > 0) {
        Thread.onSpinWait();
      }
      synchronized (second) {
        held.countDown();
      }
    }
  }

  private static String sleep() throws InterruptedException {
    new CountDownLatch(1).await();
    return "";
  }

  private static String leaveChild(String folder, String... command) throws Exception {
    Process child = new ProcessBuilder(command).directory(Path.of(folder).toFile()).start();
    Files.writeString(Path.of(folder, "child"), String.valueOf(child.pid()));
    if (command.length > 2) {
      child.waitFor();
    }
    return String.valueOf(ProcessHandle.current().pid());
  }

  private static String leaveChildAndSpin(String folder) throws Exception {
    leaveChild(folder, "sleep", "300");
    Files.createFile(Path.of(folder, "child-started"));
    return spin();
  }

  private static String printMuch() {
    String line = "x".repeat(1023);
    for (int count = 0; count < 100 << 10; count++) {
      System.out.println(line);
    }
    return "printed";
  }

  private static String printLongLine() {
    System.err.print("y".repeat(20 << 20));
    return "printed";
  }

  private static String closeOutput() throws IOException {
    System.out.close();
    System.err.close();
    new FileOutputStream(FileDescriptor.out).close();
    new FileOutputStream(FileDescriptor.err).close();
    return "closed";
  }

  private static String kill() throws InterruptedException {
    signal("KILL");
    new CountDownLatch(1).await();
    return "";
  }

  /** Sends it to this process. */
  private static void signal(String name) throws InterruptedException {
    start("kill", "-" + name, String.valueOf(ProcessHandle.current().pid())).waitFor();
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hangAtEnd() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  while (true) {
                    Thread.onSpinWait();
                  }
                }));
    return String.valueOf(ProcessHandle.current().pid());
  }

  /** An exception whose own methods throw. */
  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new StackOverflowError();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no trace");
    }
  }

  /** An exception that Java could not serialize, with a cycle of causes and a long message. */
  static final class Unserializable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Map<String, Object> field = Map.of("self", new Object());

    Unserializable() {
      super("z".repeat(50 << 20));
      initCause(new IOException(new IllegalStateException(this)));
    }

    Map<String, Object> field() {
      return field;
    }
  }

  /** An exception that refuses a further attempt. */
  static final class NeverAgain extends Exception implements NonRetryable {
    private static final long serialVersionUID = 1L;

    NeverAgain() {
      super("not again");
    }
  }
}
