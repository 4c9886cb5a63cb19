// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.store.Digests;
import dev.stride.store.SlotResult;
import dev.stride.store.SlotWriter;
import dev.stride.store.ValueCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a {@code foreach} stage: what goes in, what has come out, and the record of it.
 * Thread-safe; each slot is put once.
 */
final class Slots {
  private static final byte[] NOTHING = new byte[0];

  /** Stands for a slot that failed and is not part of the list. */
  static final Encoded LEFT_OUT = new Encoded("", NOTHING);

  private final List<?> elements;
  private final @Nullable Object[] values;
  private final boolean[] done;
  private final boolean[] leftOut;
  private final long[] digests;
  private final boolean keepsRecords;
  private final byte[] fingerprint;
  private final ValueCodec elementCodec;
  private final ValueCodec valueCodec;
  private final Optional<SlotWriter> writer;
  private boolean closed;

  Slots(StageEnvironment environment, List<?> elements, Fingerprint fingerprint) {
    StepDefinition step = environment.step();
    int count = elements.size();
    this.elements = elements;
    this.values = new Object[count];
    this.done = new boolean[count];
    this.leftOut = new boolean[count];
    this.digests = new long[count];
    this.keepsRecords = environment.keepsRecords();
    this.fingerprint = fingerprint.toString().getBytes(StandardCharsets.UTF_8);
    this.elementCodec = ValueCodec.of(environment.context().definition().elementType(step));
    this.valueCodec = ValueCodec.of(step.resultType());
    this.writer =
        keepsRecords
            ? Optional.of(
                environment.store().writeSlots(step.name(), fingerprint.toString(), count))
            : Optional.empty();
  }

  /** The whole list of a step that an earlier run has finished. */
  static StageResult committed(StepDefinition step, EarlierRuns earlier) {
    ValueCodec codec = ValueCodec.of(step.resultType());
    List<SlotResult> slots = earlier.committedSlots(step.name());
    ByteBuffer digests = ByteBuffer.allocate(Long.BYTES * slots.size());
    slots.forEach(slot -> digests.putLong(Digests.first64(slot.value())));
    List<@Nullable Object> values =
        slots.stream()
            .filter(slot -> slot.kind() != SlotResult.Kind.LEFT_OUT)
            .<@Nullable Object>map(slot -> codec.decode(slot.value()))
            .toList();
    return new StageResult.OfValue(values, Digests.of(digests.array()));
  }

  int count() {
    return values.length;
  }

  @Nullable Object element(int slot) {
    return elements.get(slot);
  }

  boolean isDone(int slot) {
    return done[slot];
  }

  /** The value with its stored form. */
  Encoded encode(Object value) {
    return new Encoded(value, keepsRecords ? valueCodec.encode(value) : NOTHING);
  }

  /** The value that another process has encoded. */
  Encoded decode(byte[] json) {
    return new Encoded(
        Objects.requireNonNull(valueCodec.decode(json)), keepsRecords ? json : NOTHING);
  }

  /** The element as it is stored, and as other processes get it. */
  byte[] encodedElement(int slot) {
    return elementCodec.encode(elements.get(slot));
  }

  private long fingerprint(int slot) {
    return fingerprint(fingerprint, encodedElement(slot));
  }

  /** Identifies what a slot's result depends on. */
  String key(int slot) {
    return Long.toHexString(fingerprint(slot));
  }

  /** What a slot with that element depends on. */
  static long fingerprint(Fingerprint shared, byte[] element) {
    return fingerprint(shared.toString().getBytes(StandardCharsets.UTF_8), element);
  }

  private static long fingerprint(byte[] shared, byte[] element) {
    ByteBuffer both = ByteBuffer.allocate(shared.length + element.length);
    return Digests.first64(both.put(shared).put(element).array());
  }

  /** Takes over what earlier runs have; tells how many slots that are. */
  int reuse(Map<Long, SlotResult> earlier) {
    int reused = 0;
    if (earlier.isEmpty()) {
      return reused;
    }
    for (int slot = 0; slot < values.length; slot++) {
      SlotResult result = earlier.get(fingerprint(slot));
      if (result != null) {
        boolean valued = result.kind() != SlotResult.Kind.LEFT_OUT;
        Encoded encoded =
            valued
                ? new Encoded(
                    Objects.requireNonNull(valueCodec.decode(result.value())), result.value())
                : LEFT_OUT;
        put(slot, result.attempts(), result.kind(), encoded, result.millis());
        reused++;
      }
    }
    return reused;
  }

  /** Notes the result of a slot and adds it to the records. */
  void put(int slot, int attempts, SlotResult.Kind kind, Encoded encoded, long millis) {
    values[slot] = encoded.value();
    leftOut[slot] = kind == SlotResult.Kind.LEFT_OUT;
    done[slot] = true;
    if (keepsRecords) {
      byte[] json = encoded.json();
      digests[slot] = Digests.first64(json);
      int shortened = (int) Math.min(Integer.MAX_VALUE, millis);
      write(new SlotResult(slot, attempts, kind, fingerprint(slot), shortened, json));
    }
  }

  /** INVARIANT: a slot whose result is not recorded has not ended, so that nobody commits it. */
  private synchronized void write(SlotResult result) {
    if (closed) {
      throw new CancellationException("slot " + result.slot() + " came after the end of its stage");
    }
    writer.ifPresent(target -> target.add(result));
  }

  /** Makes durable what is there; later results are refused. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      writer.ifPresent(SlotWriter::close);
    }
  }

  /** The list of all values, without the slots that were left out. */
  StageResult result() {
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES * digests.length);
    all.asLongBuffer().put(digests);
    return new StageResult.OfValue(list(), Digests.of(all.array()));
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>(values.length);
    for (int slot = 0; slot < values.length; slot++) {
      if (!leftOut[slot]) {
        list.add(values[slot]);
      }
    }
    return Collections.unmodifiableList(list);
  }
}
