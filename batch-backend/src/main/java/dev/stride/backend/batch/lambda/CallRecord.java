// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.spi.AttemptTerms;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.store.ValueCodec;
import java.io.IOException;
import java.time.Instant;

/**
 * A call as an object of its run, written before it is made, so that a process that goes on from
 * the run finds it.
 *
 * @param key names what it computes; empty if nobody can use it again
 * @param folder where its result goes
 * @param latestEnd when it has ended, whatever happens
 */
record CallRecord(String key, String folder, Instant latestEnd) {
  private static final ValueCodec CODEC = ValueCodec.of(CallRecord.class);
  private static final int HASH_CHARACTERS = 16;

  static CallRecord of(FunctionCall call) {
    AttemptTerms terms = call.attempt().call().terms();
    return new CallRecord(terms.key(), terms.folder(), Instant.now().plus(call.latestEnd()));
  }

  /** The folder of a run's records. */
  static String folder(String run) {
    return run + "/lambda";
  }

  /** Writes it below the run that its attempt is of, {@code runs/RUN}. */
  void write(ObjectStore objects) throws IOException {
    String[] names = folder.split("/", 3);
    String name = Digests.of(folder.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    objects.put(
        folder(names[0] + "/" + names[1]) + "/" + name.substring(0, HASH_CHARACTERS) + ".json",
        CODEC.encode(this));
  }

  static CallRecord read(ObjectStore objects, String key) throws IOException {
    byte[] json =
        objects
            .get(key)
            .orElseThrow(() -> new IOException("Cannot read " + objects.name(key)))
            .content();
    if (CODEC.decode(json) instanceof CallRecord found) {
      return found;
    }
    throw new IOException("Cannot read " + objects.name(key) + ": it is null");
  }
}
