// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileProbe;

/** Disturbs a run while it works on its files, once or for good. */
public interface Disturbance extends FileProbe {
  /** Whether it has done so. */
  boolean hasStruck();
}
