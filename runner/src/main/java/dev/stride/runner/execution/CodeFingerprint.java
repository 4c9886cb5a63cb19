// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Digests;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a class's code: its bytes, those of every class of the same jar, or of any
 * folder, that it mentions, directly or by way of others, and the names and sizes of further jars
 * that these mention. Classes that are reached by reflection only, and resources, are not seen.
 * Thread-safe.
 */
final class CodeFingerprint {
  private static final Pattern SKIPPED =
      Pattern.compile("(java|javax|jdk|sun|dev/stride/api|org/jspecify)/.*");
  private static final Pattern CLASS_NAME = Pattern.compile("L([\\w/$]+)[;<]");

  private final Map<Class<?>, String> known = new ConcurrentHashMap<>();

  String of(Class<?> type) {
    return known.computeIfAbsent(type, CodeFingerprint::compute);
  }

  private static String compute(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String start = type.getName().replace('.', '/');
    String home = location(loader, start);
    Map<String, String> classes = new TreeMap<>();
    TreeSet<String> libraries = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (classes.containsKey(name)) {
        continue;
      }
      String location = location(loader, name);
      if (!location.equals(home) && !location.startsWith("file:")) {
        libraries.add(location.isEmpty() ? "" : library(loader, name));
        classes.put(name, "");
        continue;
      }
      byte[] code = read(loader, name);
      classes.put(name, Digests.of(code));
      open.addAll(mentioned(name, code));
    }
    List<String> parts = new ArrayList<>(libraries);
    classes.forEach((name, digest) -> parts.add(name + digest));
    return Digests.of(parts);
  }

  /** The jar or folder of a class; empty for one that cannot be found. */
  private static String location(ClassLoader loader, String name) {
    URL url = loader.getResource(name + ".class");
    if (url == null) {
      return "";
    }
    String text = url.toString();
    return text.substring(0, text.length() - name.length() - ".class".length());
  }

  private static String library(ClassLoader loader, String name) {
    String location = location(loader, name);
    Matcher jar = Pattern.compile("jar:(file:.*/([^/]+))!/").matcher(location);
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

  private static byte[] read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The class names in a constant pool, laid out as the JVM specification says (4.4). */
  private static List<String> mentioned(String name, byte[] code) {
    Set<String> names = new LinkedHashSet<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(code))) {
      in.skipBytes(8);
      String[] texts = new String[in.readUnsignedShort()];
      List<Integer> classes = new ArrayList<>();
      for (int index = 1; index < texts.length; index++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts[index] = in.readUTF();
          case 7 -> classes.add(in.readUnsignedShort());
          case 8, 16, 19, 20 -> in.skipBytes(2);
          case 15 -> in.skipBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
          case 5, 6 -> {
            in.skipBytes(8);
            index++;
          }
          default -> throw new IOException("constant " + tag);
        }
      }
      classes.forEach(index -> addClass(texts[index], names));
      Arrays.stream(texts).filter(Objects::nonNull).forEach(text -> addDescriptor(text, names));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return names.stream().filter(found -> !SKIPPED.matcher(found).matches()).toList();
  }

  private static void addClass(String text, Set<String> names) {
    if (text.startsWith("[")) {
      addDescriptor(text, names);
    } else {
      names.add(text);
    }
  }

  /** Types of fields, methods and generic signatures. */
  private static void addDescriptor(String text, Set<String> names) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if (first == 'L' || first == '(' || first == '[' || first == '<') {
      Matcher matcher = CLASS_NAME.matcher(text);
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
  }

  private static StrideException unreadable(String name, IOException cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read class: " + name.replace('/', '.') + " (build its jar again)",
        cause);
  }
}
