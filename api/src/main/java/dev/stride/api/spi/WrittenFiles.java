// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.List;

/**
 * The files of a dataset that an engine has written to where the store lies.
 *
 * @param files each with its name below the location that the task named
 */
public record WrittenFiles(List<StoredFile> files) {
  public WrittenFiles {
    files = List.copyOf(files);
  }
}
