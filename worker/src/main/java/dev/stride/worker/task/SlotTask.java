// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import dev.stride.store.ValueCodec;
import java.util.Optional;

/**
 * What one attempt has for itself.
 *
 * @param label what threads and messages call it
 * @param folder its folder in the store, where its result goes
 * @param element the slot's element as JSON of its declared type, for a {@code foreach}
 */
public record SlotTask(String label, String folder, Optional<byte[]> element) {
  private static final ValueCodec CODEC = ValueCodec.of(SlotTask.class);

  /** As JSON. */
  public byte[] encode() {
    return CODEC.encode(this);
  }

  /**
   * What {@link #encode} has written.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code INTERNAL} if it is damaged
   */
  public static SlotTask decode(byte[] json) {
    if (CODEC.decode(json) instanceof SlotTask task) {
      return task;
    }
    throw new IllegalStateException("Cannot read slot: it is null");
  }

  /** The object that says how it ended, which is written once. */
  public static String resultKey(String folder) {
    return folder + "/result.json";
  }

  /** The object that tells whoever runs it to stop. */
  public static String stopKey(String folder) {
    return folder + "/stop";
  }

  /** The object that has a long result. */
  public static String valueKey(String folder, String sha256) {
    return folder + "/value-" + sha256 + ".json";
  }

  /** The object that has what it printed. */
  public static String outputKey(String folder) {
    return folder + "/output.txt";
  }
}
