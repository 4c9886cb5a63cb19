// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

/**
 * Where a container finds what it is to do: {@code s3://bucket/team#runs/ID/…/task.json}.
 *
 * @param store the location of the store
 * @param key the object with the {@link SharedTask}, below it
 */
public record TaskPointer(String store, String key) {
  /**
   * Reads a pointer.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TaskPointer parse(String text) {
    int mark = text.indexOf('#');
    if (mark <= 0 || mark == text.length() - 1) {
      throw new IllegalArgumentException(
          "Cannot find task: '" + text + "' (must be STORE#KEY, as a submitted job has it)");
    }
    return new TaskPointer(text.substring(0, mark), text.substring(mark + 1));
  }

  @Override
  public String toString() {
    return store + "#" + key;
  }
}
