// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.definition.DefinitionDraft;
import org.jspecify.annotations.Nullable;

/** A parameter under construction; {@link #defaultsTo} or {@link #required} ends it. */
public final class ParameterBuilder<T> {
  private final DefinitionDraft draft;
  private final String name;
  private final Class<T> type;
  private String help = "";

  ParameterBuilder(DefinitionDraft draft, String name, Class<T> type) {
    this.draft = draft;
    this.name = name;
    this.type = type;
  }

  /** One sentence for {@code stride list}. */
  public ParameterBuilder<T> help(String sentence) {
    this.help = sentence;
    return this;
  }

  /** A parameter that may be left out. */
  public Parameter<T> defaultsTo(T value) {
    return declare(value);
  }

  /** A parameter without which the workflow does not start. */
  public Parameter<T> required() {
    return declare(null);
  }

  private Parameter<T> declare(@Nullable T defaultValue) {
    return draft.parameter(name, type, help, defaultValue);
  }
}
