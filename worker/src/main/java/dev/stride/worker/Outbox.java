// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the worker has to say. A thread of its own says it, since a thread of a step may be
 * interrupted, which would close the connection. What is printed waits for room, and is sent
 * together. Thread-safe.
 */
final class Outbox extends OutputStream {
  private static final int ROOM = 64 << 10;
  private static final int DEFECT = 70;
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] printed = new byte[ROOM];
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int printedBytes;
  private boolean isSending;
  private boolean isBroken;

  Outbox(Connection connection) {
    this.connection = connection;
  }

  /** Starts to send. */
  void start() {
    Thread sender = new Thread(this::send, "stride-outbox");
    sender.setDaemon(true);
    sender.start();
  }

  /** Sends a frame behind all that was printed before. */
  void send(Frame frame) {
    lock.lock();
    try {
      frames.add(frame);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all of it is sent, or cannot be any more; not for ever. */
  void awaitSent() {
    lock.lock();
    try {
      long left = END_NANOS;
      while (left > 0 && !isBroken && (isSending || printedBytes > 0 || !frames.isEmpty())) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Takes what is printed; what nobody can read any more is dropped. */
  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      int taken = 0;
      while (taken < length && !isBroken) {
        if (printedBytes == ROOM) {
          changed.awaitUninterruptibly();
          continue;
        }
        int piece = Math.min(length - taken, ROOM - printedBytes);
        System.arraycopy(bytes, offset + taken, printed, printedBytes, piece);
        printedBytes += piece;
        taken += piece;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    try {
      while (true) {
        for (Frame frame : take()) {
          connection.write(frame);
        }
      }
    } catch (IOException e) {
      // The orchestrator has gone: who reads from it ends the process.
      breakOff();
    } catch (RuntimeException | Error e) {
      // Nobody would ever hear of the call.
      e.printStackTrace();
      Runtime.getRuntime().halt(DEFECT);
    }
  }

  private List<Frame> take() {
    lock.lock();
    try {
      isSending = false;
      changed.signalAll();
      while (printedBytes == 0 && frames.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      List<Frame> next = new ArrayList<>();
      if (printedBytes > 0) {
        next.add(new Frame(new Message.Printed(), Arrays.copyOf(printed, printedBytes)));
        printedBytes = 0;
      }
      next.addAll(frames);
      frames.clear();
      isSending = true;
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void breakOff() {
    lock.lock();
    try {
      isBroken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
