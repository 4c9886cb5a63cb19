// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.store.Digests;
import java.util.List;
import java.util.Locale;

/**
 * Names of jobs: the same for the same attempts, of no others, at most 128 letters, digits, hyphens
 * and underscores.
 */
final class JobNames {
  private static final int STEP_CHARACTERS = 40;
  private static final int HASH_CHARACTERS = 12;

  private JobNames() {}

  /**
   * The name of a job.
   *
   * @param step the step's name
   * @param folders those of its attempts in the store, as {@code runs/RUN/…}
   */
  static String of(String step, List<String> folders) {
    String hash = Digests.of(folders).substring(0, HASH_CHARACTERS);
    return beginning(folders.get(0)) + "-" + slug(step) + "-" + hash;
  }

  /** What the names of all jobs of a run begin with. */
  static String beginning(String folder) {
    String[] names = folder.split("/", 3);
    return "stride-" + slug(names.length > 1 ? names[1] : folder);
  }

  private static String slug(String text) {
    String clean =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return clean.substring(0, Math.min(STEP_CHARACTERS, clean.length()));
  }
}
