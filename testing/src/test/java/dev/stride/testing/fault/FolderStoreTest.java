// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.Durability;
import dev.stride.store.Store;
import dev.stride.testing.store.StoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over a folder. */
class FolderStoreTest extends StoreContract {
  @TempDir private Path store;

  @Override
  protected Store open() {
    return Store.open(store, Durability.NONE);
  }

  /** A process has each lock once, by whichever path. */
  @Override
  protected Store openElsewhere() {
    return open();
  }

  @Override
  protected void overwrite(String path, byte[] content) throws IOException {
    Files.write(store.resolve(path), content);
  }

  /** Only another process can take a lease over: {@code LeaseTest} starts one. */
  @Override
  protected boolean canTakeOver() {
    return false;
  }
}
