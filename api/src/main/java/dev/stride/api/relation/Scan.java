// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.source.Source;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * The rows of files.
 *
 * @param name what messages and plans call it
 * @param output the record that each row becomes
 * @param source where the rows are
 */
public record Scan(String name, RecordType output, Source source) implements Relation {
  @Override
  public List<Relation> inputs() {
    return List.of();
  }
}
