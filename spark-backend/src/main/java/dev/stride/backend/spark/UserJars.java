// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The jars of a workflow that is on no class path, which executors elsewhere must be sent. */
final class UserJars {
  private UserJars() {}

  /**
   * Those that a class loader and its parents have opened and Spark does not know.
   *
   * @param known jars that Spark sends already, separated by commas
   * @return these and those
   */
  static String beside(ClassLoader code, String known) {
    List<String> jars = new ArrayList<>(known.isBlank() ? List.of() : List.of(known));
    Set<ClassLoader> sparks = ancestors(SparkSession.class.getClassLoader());
    for (ClassLoader loader : ancestors(code)) {
      if (loader instanceof URLClassLoader opened && !sparks.contains(loader) && isUsers(loader)) {
        Stream.of(opened.getURLs())
            .map(URL::toString)
            .filter(place -> place.endsWith(".jar"))
            .forEach(jars::add);
      }
    }
    return String.join(",", jars);
  }

  /** Spark's own loader in a driver that spark-submit has started: it is sent what that has. */
  private static boolean isUsers(ClassLoader loader) {
    return !loader.getClass().getName().startsWith("org.apache.spark.");
  }

  private static Set<ClassLoader> ancestors(@Nullable ClassLoader first) {
    Set<ClassLoader> all = new HashSet<>();
    for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
      all.add(loader);
    }
    return all;
  }
}
