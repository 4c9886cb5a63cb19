// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Names a record's component by its accessor: {@code Flight::origin}. */
@FunctionalInterface
public interface FieldFunction<R, T extends @Nullable Object> extends Serializable {
  /** Reads the component; null where it is null. */
  @Nullable T apply(R row);
}
