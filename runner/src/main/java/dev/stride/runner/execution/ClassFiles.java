// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The class files that a loader has, by their internal names. Thread-safe. */
final class ClassFiles {
  private static final Pattern JAR = Pattern.compile("jar:(file:.*/([^/]+))!/");

  private final ClassLoader loader;
  private final Map<String, ClassCode> codes = new ConcurrentHashMap<>();

  ClassFiles(ClassLoader loader) {
    this.loader = loader;
  }

  /** Without what debuggers need; a class of its own for each caller. */
  ClassNode parsed(String name) {
    ClassNode node = new ClassNode();
    reader(name).accept(node, ClassReader.SKIP_DEBUG);
    return node;
  }

  ClassCode code(String name) {
    return codes.computeIfAbsent(name, key -> ClassCode.of(reader(key)));
  }

  /** Whether a class is in a folder, or in the jar of {@code home}. */
  boolean isBesides(String home, String name) {
    String location = location(name);
    return location.startsWith("file:") || (!location.isEmpty() && location.equals(location(home)));
  }

  /** The jar or folder of a class; empty for one that cannot be found. */
  private String location(String name) {
    URL url = resource(name);
    if (url == null) {
      return "";
    }
    String text = url.toString();
    return text.substring(0, text.length() - name.length() - ".class".length());
  }

  private @Nullable URL resource(String name) {
    return loader.getResource(name + ".class");
  }

  /** Name and size of the jar of a class; empty if it is in none. */
  String library(String name) {
    Matcher jar = JAR.matcher(location(name));
    if (!jar.matches()) {
      return "";
    }
    try {
      URLConnection connection = new URL(jar.group(1)).openConnection();
      return jar.group(2) + ":" + connection.getContentLengthLong();
    } catch (IOException e) {
      return jar.group(2);
    }
  }

  private ClassReader reader(String name) {
    URL url = resource(name);
    if (url == null) {
      throw unreadable(name, null);
    }
    try (InputStream in = url.openStream()) {
      return new ClassReader(in.readAllBytes());
    } catch (IOException | RuntimeException e) {
      throw unreadable(name, e);
    }
  }

  private static StrideException unreadable(String name, @Nullable Exception cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read class: " + name.replace('/', '.') + " (build its jar again)",
        cause);
  }
}
