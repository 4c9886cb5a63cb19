// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON without any code of the store: objects as maps, arrays as lists. */
final class JsonText {
  private final String text;
  private int position;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Reads one object.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static Map<?, ?> object(String text) {
    JsonText json = new JsonText(text);
    Object value = json.value();
    json.skipSpace();
    if (json.position == text.length() && value instanceof Map<?, ?> object) {
      return object;
    }
    throw json.invalid();
  }

  private IllegalArgumentException invalid() {
    return new IllegalArgumentException("Invalid JSON: at character " + position);
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private char next() {
    if (position >= text.length()) {
      throw invalid();
    }
    return text.charAt(position++);
  }

  private boolean skip(char expected) {
    skipSpace();
    if (position < text.length() && text.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  private void require(char expected) {
    if (!skip(expected)) {
      throw invalid();
    }
  }

  private @Nullable Object value() {
    skipSpace();
    if (skip('{')) {
      return members();
    }
    if (skip('[')) {
      return elements();
    }
    if (skip('"')) {
      return string();
    }
    return literal();
  }

  private Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (skip('}')) {
      return members;
    }
    do {
      require('"');
      String name = string();
      require(':');
      members.put(name, value());
    } while (skip(','));
    require('}');
    return members;
  }

  private List<@Nullable Object> elements() {
    List<@Nullable Object> elements = new ArrayList<>();
    if (skip(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (skip(','));
    require(']');
    return elements;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    for (char next = next(); next != '"'; next = next()) {
      string.append(next == '\\' ? escaped() : next);
    }
    return string.toString();
  }

  private char escaped() {
    char escape = next();
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> escape;
    };
  }

  private char unicode() {
    int end = position + 4;
    if (end > text.length()) {
      throw invalid();
    }
    char character = (char) Integer.parseInt(text.substring(position, end), 16);
    position = end;
    return character;
  }

  private @Nullable Object literal() {
    int start = position;
    while (position < text.length() && ",]} \n\r\t".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String literal = text.substring(start, position);
    return switch (literal) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> new BigDecimal(literal);
    };
  }
}
