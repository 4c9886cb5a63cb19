// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Parquet;
import dev.stride.api.source.Source;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.StoredFile;
import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import java.nio.file.Path;

/**
 * Where a backend finds the rows that earlier steps have written: where the store lies, or, since
 * most read files only, in copies on this machine, made when they are first asked for.
 *
 * @param store has the rows
 * @param reader reads them
 */
public record RowPlaces(RunStore store, Backend reader) {

  /** The rows as the backend reads them. */
  public Relation of(StageResult.OfRows rows) {
    boolean isInObjects = store.isRemote() && !rows.stored().isEmpty();
    return isInObjects && rows.relation() instanceof Scan scan && !isReadWhereItLies(scan)
        ? copied(scan, rows)
        : rows.relation();
  }

  /** Small ones in Arrow's format are for code of this process. */
  private boolean isReadWhereItLies(Scan scan) {
    return reader.reachesObjects() && scan.source() instanceof Parquet;
  }

  private Scan copied(Scan scan, StageResult.OfRows rows) {
    String folder = "";
    for (StoredFile file : rows.stored()) {
      Path copy = store.path(new Commit.Artifact(file.path(), file.size(), file.sha256()));
      folder = String.valueOf(copy.getParent());
    }
    Source source =
        scan.source() instanceof Parquet parquet
            ? new Parquet(folder, parquet.order())
            : Arrow.at(folder);
    return new Scan(scan.name(), scan.output(), source);
  }
}
