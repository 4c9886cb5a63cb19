// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.Secret;
import dev.stride.api.secret.Redactor;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.Stacks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what the orchestrator says. The main thread listens, so that an interrupt arrives while a
 * step runs on a thread of its own.
 */
final class Worker {
  private final Connection connection;
  private final Outbox outbox;
  private static final long HEED_MILLIS = 1_000;
  private static final String IGNORES = "stride: the step does not heed its interrupt:\n";

  private final Redactor redactor = new Redactor();
  private final Workflows workflows = new Workflows();
  private final LeftBehind leftBehind = new LeftBehind();
  private @Nullable Datasets datasets;
  private @Nullable PreparedStep prepared;

  /** The call that runs, and its thread; both change under the lock, so that no other is hit. */
  private long running = -1;

  private @Nullable Thread thread;
  private OutputSink output = (bytes, offset, length) -> {};

  /** The call of the last interrupt that hit none: it may come before its call. */
  private long interruptedEarly = -1;

  Worker(Connection connection) {
    this.connection = connection;
    this.outbox = new Outbox(connection);
  }

  /** Serves until the other side closes the connection. */
  void serve() throws IOException {
    outbox.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::sayThatItEnds, "stride-exiting"));
    takeOutput();
    outbox.send(Frame.of(new Message.Ready()));
    Optional<Frame> next = connection.read();
    while (next.isPresent()) {
      handle(next.get());
      next = connection.read();
    }
  }

  /** The JVM's own end at a lack of memory has the same exit code as some call, but no hooks. */
  private void sayThatItEnds() {
    outbox.send(Frame.of(new Message.Exiting()));
    outbox.awaitSent();
  }

  /** What was there before may be closed by a step, as may its successor. */
  private OutputSink takeOutput() {
    OutputSink sink = redactor.redacted(outbox::write);
    System.setOut(new PrintStream(new SinkStream(sink), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new SinkStream(sink), true, StandardCharsets.UTF_8));
    return sink;
  }

  private void handle(Frame frame) {
    Message message = frame.message();
    if (message instanceof Message.Call call) {
      start(call, frame.body());
    } else if (message instanceof Message.Interrupt interrupt) {
      interrupt(interrupt.call());
    } else if (message instanceof Message.Shared shared) {
      required(prepared).share(shared.input(), frame.body());
    } else if (message instanceof Message.Carried carried) {
      String text = new String(frame.body(), StandardCharsets.UTF_8);
      required(prepared).carry(carried.secret(), Secret.of(text));
    } else if (message instanceof Message.Prepare prepare) {
      prepared = new PreparedStep(prepare, workflows, required(datasets), redactor);
    } else if (message instanceof Message.Open open) {
      datasets = new Datasets(open);
    } else {
      throw new IllegalStateException("Cannot do what a worker says: " + message);
    }
  }

  private static <T> T required(@Nullable T present) {
    if (present == null) {
      throw new IllegalStateException("Cannot run a step before it is prepared");
    }
    return present;
  }

  private synchronized void start(Message.Call call, byte[] element) {
    PreparedStep step = required(prepared);
    OutputSink printed = takeOutput();
    leftBehind.begin();
    Thread next =
        new Thread(() -> run(call, step, element, printed), "stride-step " + call.label());
    running = call.call();
    thread = next;
    output = printed;
    next.start();
    if (call.call() == interruptedEarly) {
      next.interrupt();
    }
  }

  private synchronized void interrupt(long call) {
    if (call == running && thread != null) {
      thread.interrupt();
      CompletableFuture.delayedExecutor(HEED_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> tellIfStuck(call));
    } else {
      interruptedEarly = call;
    }
  }

  /** Prints where a call is that goes on; it will be killed with its process. */
  private void tellIfStuck(long call) {
    Thread stuck;
    OutputSink printed;
    synchronized (this) {
      stuck = call == running ? thread : null;
      printed = output;
    }
    if (stuck != null) {
      byte[] text = (IGNORES + Stacks.of(stuck)).getBytes(StandardCharsets.UTF_8);
      printed.write(text, 0, text.length);
    }
  }

  /** Clears an interrupt that came too late to be of use. */
  private synchronized void ended() {
    running = -1;
    thread = null;
  }

  private void run(Message.Call call, PreparedStep step, byte[] element, OutputSink printed) {
    Frame end;
    try {
      byte[] json =
          step.call(element, () -> outbox.send(Frame.of(new Message.Started(call.call()))));
      ended();
      end = new Frame(new Message.Returned(call.call(), leftBehind.find()), json);
    } catch (Throwable e) {
      ended();
      end = Frame.of(new Message.Threw(call.call(), redactor.description(e), leftBehind.find()));
    }
    printed.end();
    outbox.send(end);
  }
}
