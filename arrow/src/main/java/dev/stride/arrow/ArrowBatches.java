// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Batches that are read once, one after the other. Confined to one thread. */
@FunctionalInterface
public interface ArrowBatches {
  /** The next batch, valid until the call after this one; null after the last. */
  @Nullable VectorSchemaRoot next();
}
