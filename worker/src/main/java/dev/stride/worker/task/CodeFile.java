// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

/**
 * A jar on the class path of a task.
 *
 * @param name the file's name
 * @param sha256 what its content must be, in small hexadecimal digits
 */
public record CodeFile(String name, String sha256) {
  /** The object that holds it: equal jars are one object, whoever has brought them. */
  public String key() {
    return "code/" + sha256 + "/" + name;
  }
}
