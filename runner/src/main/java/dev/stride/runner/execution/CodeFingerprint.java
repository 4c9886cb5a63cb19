// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.store.Digests;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/**
 * The identity of a step's code: its method and those of the same class that it reaches; every
 * other class of the same jar, or of any folder, that these mention, directly or by way of others;
 * and the names and sizes of further jars. Neither where a method stands in its file nor what
 * annotates it counts. Classes that are reached by reflection only, and resources, are not seen.
 * Thread-safe.
 */
final class CodeFingerprint {
  private final Map<ClassLoader, ClassFiles> files = new ConcurrentHashMap<>();
  private final Map<Method, String> known = new ConcurrentHashMap<>();

  String of(Method method) {
    return known.computeIfAbsent(method, this::compute);
  }

  private String compute(Method method) {
    Class<?> type = method.getDeclaringClass();
    ClassFiles classes = files.computeIfAbsent(loaderOf(type), ClassFiles::new);
    String home = Type.getInternalName(type);
    ReachedMembers own = new ReachedMembers(classes.parsed(home));
    own.reach(method.getName(), Type.getMethodDescriptor(method));
    Map<String, String> others = new TreeMap<>();
    TreeSet<String> libraries = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(own.takeMentioned());
    while (!open.isEmpty()) {
      String name = open.remove();
      if (name.equals(home) || others.containsKey(name)) {
        continue;
      }
      if (!classes.isBesides(home, name)) {
        libraries.add(classes.library(name));
        others.put(name, "");
        continue;
      }
      ClassCode code = classes.code(name);
      others.put(name, code.digest());
      open.addAll(code.references().types());
      own.reachFrom(code);
      open.addAll(own.takeMentioned());
    }
    List<String> parts = new ArrayList<>(libraries);
    others.forEach((name, digest) -> parts.add(name + digest));
    parts.add(own.digest());
    return Digests.of(parts);
  }

  private static ClassLoader loaderOf(Class<?> type) {
    return Optional.ofNullable(type.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
  }
}
