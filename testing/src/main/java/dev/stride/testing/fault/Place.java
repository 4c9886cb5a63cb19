// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.Durability;
import dev.stride.store.FileProbe;
import dev.stride.store.Store;
import dev.stride.testing.store.MemoryObjects;
import java.nio.file.Path;
import java.time.Duration;

/** Where the store of a trial lies. */
sealed interface Place {
  /** Opens the store, with something between it and what it lies in. */
  Store open(FileProbe probe, Duration patience);

  /** The store as a folder, in which a checker can look at each of its files. */
  Path folder();

  /** Ends what nobody has given back: whoever disturbed a run is gone. */
  void leave();

  void delete();

  /** A folder. */
  record Folder(Path folder) implements Place {
    @Override
    public Store open(FileProbe probe, Duration patience) {
      return Store.open(folder, Durability.COMMIT, probe, patience);
    }

    /** The system frees locks. */
    @Override
    public void leave() {
      // Nothing is held.
    }

    @Override
    public void delete() {
      Trees.delete(folder);
    }
  }

  /**
   * Objects in memory.
   *
   * @param objects the objects
   * @param copy where a checker finds them as files
   */
  record Objects(MemoryObjects objects, Path copy) implements Place {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Override
    public Store open(FileProbe probe, Duration patience) {
      return Store.open(objects, probe, patience, LEASE);
    }

    @Override
    public Path folder() {
      Trees.delete(copy);
      objects.writeTo(copy);
      return copy;
    }

    /** A lease that could not be given back runs out. */
    @Override
    public void leave() {
      objects.pass(LEASE);
    }

    @Override
    public void delete() {
      Trees.delete(copy);
    }
  }
}
