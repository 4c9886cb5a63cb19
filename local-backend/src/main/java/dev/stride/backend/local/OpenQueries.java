// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.backend.local.duckdb.Query;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queries that the code of one attempt has open: an interrupt does not reach into the engine,
 * so they must be told themselves when the attempt is to stop. Thread-safe.
 */
final class OpenQueries {
  /** Of the attempt that this thread, or the one that started it, works for. */
  private static final InheritableThreadLocal<@Nullable OpenQueries> CURRENT =
      new InheritableThreadLocal<>();

  private final Set<Query> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** Runs the attempt's code, whose queries are noted here. */
  @Nullable Object during(Callable<@Nullable Object> body) throws Exception {
    CURRENT.set(this);
    try {
      return body.call();
    } finally {
      CURRENT.remove();
    }
  }

  /** Notes a query of the current attempt; what it returns takes the note back. */
  static Runnable note(Query query) {
    OpenQueries current = CURRENT.get();
    if (current == null) {
      return () -> {};
    }
    current.open.add(query);
    // INVARIANT: whoever stopped the attempt before this line did not see the query.
    if (current.stopped) {
      query.cancel();
    }
    return () -> current.open.remove(query);
  }

  void cancel() {
    stopped = true;
    open.forEach(Query::cancel);
  }
}
