// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.worker.JarDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The digests of jars as they were when the first step needed them. Thread-safe. */
final class JarDigests {
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** The digest of a jar; empty for none. */
  String of(String jar) {
    return jar.isEmpty() ? "" : known.computeIfAbsent(jar, JarDigest::of);
  }
}
