// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

/** Who may write into the folder of a store. */
public enum Writers {
  /** Its owner and the owner's group; a folder that others may write is refused. */
  TRUSTED,
  /** Anybody: all who can reach the folder are trusted. */
  ANYBODY
}
