// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepTask;
import dev.stride.worker.Connection;
import dev.stride.worker.Frame;
import dev.stride.worker.Message;
import dev.stride.worker.WorkerProcesses;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A worker process. One thread at a time has it carry out a call; any may interrupt or kill it. */
final class WorkerProcess {
  /** How long a process may take to end by itself. */
  private static final long END_MILLIS = 3000;

  /** How long killed processes may take to be gone: one that waits for a disk cannot be killed. */
  private static final long KILL_MILLIS = 5000;

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int START_SECONDS = 60;

  /** The exit code of a JVM that ends at its first {@code OutOfMemoryError}. */
  private static final int HEAP_EXHAUSTED = 3;

  private final Process process;
  private final Connection connection;
  private final ProcessOutput output;
  private final WorkerProcesses processes;
  private final Optional<ControlGroup> group;
  private final WorkerSize size;
  private final JarDigests digests;
  private @Nullable RemoteStep prepared;
  private @Nullable String jar;
  private long calls;
  private boolean isExiting;

  private WorkerProcess(
      Process process,
      Path socket,
      Connection connection,
      ProcessOutput output,
      Optional<ControlGroup> group,
      WorkerSize size,
      JarDigests digests) {
    this.digests = digests;
    this.process = process;
    this.connection = connection;
    this.output = output;
    this.processes = new WorkerProcesses(process.pid(), Optional.of(socket.toString()));
    this.group = group;
    this.size = size;
  }

  /**
   * Starts a worker and waits until it is ready.
   *
   * @param digests what jars must be
   * @param socket where it is to connect; does not exist yet
   * @throws StrideException of kind {@code CONFIGURATION} if it does not start
   */
  static WorkerProcess start(
      WorkerLauncher launcher,
      WorkerSettings settings,
      WorkerSize size,
      JarDigests digests,
      Path socket) {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = launcher.start(size, socket);
      Optional<ControlGroup> group = ControlGroup.around(process, size);
      ProcessOutput output = ProcessOutput.of(process);
      CompletableFuture<Void> givingUp =
          process
              .onExit()
              .completeOnTimeout(process, START_SECONDS, TimeUnit.SECONDS)
              .thenRun(() -> giveUp(server, process));
      try {
        Connection connection = new Connection(server.accept());
        WorkerProcess worker =
            new WorkerProcess(process, socket, connection, output, group, size, digests);
        connection.write(
            Frame.of(new Message.Open(settings.backend(), size.engine(settings.engine()))));
        if (connection.read().filter(first -> first.message() instanceof Message.Ready).isEmpty()) {
          throw new IOException("it is gone");
        }
        givingUp.cancel(false);
        return worker;
      } catch (IOException e) {
        process.destroyForcibly();
        output.awaitEnd();
        group.ifPresent(ControlGroup::remove);
        throw cannotStart(output.text(), e);
      }
    } catch (IOException e) {
      throw cannotStart(String.valueOf(e.getMessage()), e);
    } finally {
      deleteQuietly(socket);
    }
  }

  private static StrideException cannotStart(String reason, IOException cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot start worker process: "
            + (reason.isBlank() ? cause.getMessage() : reason.strip())
            + " (ask for less memory, or run the step on a thread)",
        cause);
  }

  /** Whoever waits for the process to connect, or to say something, waits no longer. */
  private static void giveUp(ServerSocketChannel server, Process process) {
    process.destroyForcibly();
    try {
      server.close();
    } catch (IOException e) {
      // The process has connected before.
      return;
    }
  }

  private static void deleteQuietly(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // Its folder is deleted at the end.
      return;
    }
  }

  /** Whether it may carry out a call of that size and jar: code of two jars does not meet. */
  boolean fits(WorkerSize wanted, String wantedJar) {
    return size.equals(wanted) && (jar == null || jar.equals(wantedJar));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  WorkerSize size() {
    return size;
  }

  /** Whether it has what the calls of that step share. */
  boolean isPreparedFor(RemoteStep step) {
    return step.equals(prepared);
  }

  /**
   * How a call ended.
   *
   * @param json its result; null if it has none
   * @param failure why it has none
   * @param isReusable whether the worker can carry out another one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ended(byte @Nullable [] json, @Nullable Throwable failure, boolean isReusable) {}

  /** Has it carry out an attempt's call; returns when that has ended, or the process has. */
  Ended carryOut(CallAttempt attempt) {
    StepTask.Call call = attempt.call();
    calls++;
    output.to(call.output().aside());
    try {
      prepare(call.step());
      if (!attempt.begins(this, calls)) {
        return new Ended(null, null, true);
      }
      connection.write(
          new Frame(
              new Message.Call(calls, call.label()), call.element().orElseGet(() -> new byte[0])));
      return listen(attempt);
    } catch (IOException e) {
      return new Ended(null, end(), false);
    } catch (RuntimeException | Error e) {
      // What it says is no message or too much, or its output cannot be kept.
      kill();
      end();
      return new Ended(null, e, false);
    } finally {
      output.toNobody();
      call.output().end();
    }
  }

  private void prepare(RemoteStep step) throws IOException {
    if (isPreparedFor(step)) {
      return;
    }
    jar = step.jar();
    prepared = null;
    List<RemoteStep.Argument> arguments = step.arguments();
    connection.write(
        Frame.of(
            new Message.Prepare(
                step.workflow(),
                step.jar(),
                digests.of(step.jar()),
                step.parameters(),
                step.step(),
                arguments.stream().map(WorkerProcess::input).toList(),
                step.secrets().names(),
                step.secrets().settings())));
    for (int index = 0; index < arguments.size(); index++) {
      if (arguments.get(index) instanceof RemoteStep.Argument.Value value) {
        connection.write(new Frame(new Message.Shared(index), value.json()));
      }
    }
    for (Map.Entry<String, Secret> secret : step.secrets().carried().entrySet()) {
      byte[] text = secret.getValue().reveal().getBytes(StandardCharsets.UTF_8);
      connection.write(new Frame(new Message.Carried(secret.getKey()), text));
    }
    prepared = step;
  }

  private static Message.Input input(RemoteStep.Argument argument) {
    if (argument instanceof RemoteStep.Argument.Source source) {
      return new Message.Input(Message.Origin.SOURCE, source.name(), "");
    }
    if (argument instanceof RemoteStep.Argument.Files files) {
      Message.Origin origin =
          files.format().equals("Arrow") ? Message.Origin.ARROW : Message.Origin.PARQUET;
      return new Message.Input(origin, files.step(), files.folder());
    }
    boolean isElement = argument instanceof RemoteStep.Argument.Element;
    return new Message.Input(isElement ? Message.Origin.ELEMENT : Message.Origin.VALUE, "", "");
  }

  private Ended listen(CallAttempt attempt) throws IOException {
    Optional<Frame> next = connection.read();
    while (next.isPresent()) {
      Message message = next.get().message();
      byte[] body = next.get().body();
      if (message instanceof Message.Exiting) {
        isExiting = true;
      } else if (message instanceof Message.Printed) {
        attempt.call().output().write(body, 0, body.length);
      } else if (message instanceof Message.Started) {
        attempt.starts();
      } else if (message instanceof Message.Returned returned) {
        return new Ended(body, null, isClean(returned.left(), attempt));
      } else if (message instanceof Message.Threw threw) {
        return new Ended(null, new RemoteFailure(threw.thrown()), isClean(threw.left(), attempt));
      } else {
        throw new StrideException(
            FailureKind.INTERNAL, "Cannot do what a worker process asks for: " + message);
      }
      next = connection.read();
    }
    return new Ended(null, end(), false);
  }

  /** Whether nothing of the call is left, after what it has started was killed. */
  private boolean isClean(Message.Remains left, CallAttempt attempt) {
    if (left.processes()) {
      killUntilNone();
    }
    if (left.threads().isEmpty()) {
      return true;
    }
    byte[] warning =
        ("stride: threads were left, so this process ends: " + left.threads() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    attempt.call().output().write(warning, 0, warning.length);
    return false;
  }

  /** Interrupts a call, if it has not ended. */
  void interrupt(long call) {
    try {
      connection.write(Frame.of(new Message.Interrupt(call)));
    } catch (IOException e) {
      // It is gone; who listens to it notices too.
      return;
    }
  }

  /** How it ended, once nothing of it is left. */
  private Throwable end() {
    awaitExit(END_MILLIS);
    boolean isGone = kill();
    output.awaitEnd();
    if (!isGone) {
      return new StrideException(
          FailureClass.WORKER_LOST,
          "Cannot end worker process: "
              + process.pid()
              + " or what it has started goes on (end it by hand)",
          null);
    }
    boolean hasWitness = group.map(ControlGroup::hasKilled).orElse(false);
    group.ifPresent(ControlGroup::remove);
    return new ProcessEnded(OptionalInt.of(process.exitValue()), hasWitness, reason(hasWitness));
  }

  private String reason(boolean isOutOfMemory) {
    if (isOutOfMemory && size.memory().isPresent()) {
      return "it had " + size.memory().get();
    }
    if (isExiting) {
      return "its code has ended it";
    }
    return process.exitValue() == HEAP_EXHAUSTED
        ? "its heap of " + size.heapMebibytes() + " MiB was exhausted"
        : "";
  }

  /** Lets it end by itself, and makes sure that it does. */
  void retire() {
    try {
      connection.close();
    } catch (IOException e) {
      // It is killed below.
    }
    end();
  }

  /** Kills it with everything that it has started; tells whether all of it is gone. */
  boolean kill() {
    process.destroyForcibly();
    boolean isAlone = killUntilNone();
    return awaitExit(KILL_MILLIS) && isAlone;
  }

  private boolean killUntilNone() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_MILLIS);
    while (!processes.killOthers()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** Nobody interrupts the threads that wait here, but for the end of this process. */
  private boolean awaitExit(long millis) {
    try {
      if (process.isAlive()) {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
