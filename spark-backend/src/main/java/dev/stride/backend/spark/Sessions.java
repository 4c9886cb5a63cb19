// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The session that Stride's plans are lowered in: a new one beside the user's, with the user's
 * settings and {@link SessionPins} over them. The user's own session is never changed.
 *
 * @param users the session that was there, or that was started for this run
 * @param own Stride's
 * @param overridden what pins replaced, by name
 * @param isOurs whether the context was started here and ends with the backend
 */
record Sessions(
    SparkSession users, SparkSession own, Map<String, String> overridden, boolean isOurs) {
  /** The oldest line that has everything that is called here. */
  private static final int LEAST_MAJOR = 4;

  private static final String JARS = "spark.jars";

  Sessions {
    overridden = Map.copyOf(overridden);
  }

  /** Beside the session that is active in this process, or of a context that is started now. */
  static Sessions open(SparkSettings settings) {
    checkOneSpark(contextLoader());
    Option<SparkSession> present = SparkSession.getActiveSession();
    if (present.isEmpty()) {
      present = SparkSession.getDefaultSession();
    }
    return present.isEmpty() ? started(settings) : beside(present.get(), settings);
  }

  private static Sessions started(SparkSettings settings) {
    SparkSession.Builder builder = SparkSession.builder().appName("stride");
    if (!isSubmitted() && !settings.engine().containsKey("spark.master")) {
      localDefaults().forEach(builder::config);
    }
    settings.engine().forEach(builder::config);
    String jars = UserJars.beside(contextLoader(), jars(settings));
    if (!jars.isEmpty()) {
      builder.config(JARS, jars);
    }
    MasterAddress.check(
        settings.engine().getOrDefault("spark.master", System.getProperty("spark.master", "")));
    try {
      SparkSession users = builder.getOrCreate();
      return forked(users, Map.of(), true);
    } catch (Exception e) {
      // Also checked ones, which Scala does not declare.
      throw new StrideException(
          FailureKind.EXTERNAL,
          "Cannot start Spark: " + e.getMessage() + " (check spark.master and its settings)",
          e);
    }
  }

  private static String jars(SparkSettings settings) {
    return settings.engine().getOrDefault(JARS, System.getProperty(JARS, ""));
  }

  /** Whether spark-submit started this process: it hands its settings on as system properties. */
  private static boolean isSubmitted() {
    return System.getProperty("spark.master") != null;
  }

  /** What suits one machine and one run; all of it may be set otherwise. */
  private static Map<String, String> localDefaults() {
    Map<String, String> defaults = new TreeMap<>();
    defaults.put("spark.master", "local[*]");
    defaults.put("spark.driver.host", "localhost");
    defaults.put("spark.driver.bindAddress", "127.0.0.1");
    defaults.put("spark.ui.enabled", "false");
    defaults.put("spark.ui.showConsoleProgress", "false");
    defaults.put(
        "spark.sql.shuffle.partitions", String.valueOf(Runtime.getRuntime().availableProcessors()));
    defaults.put("spark.sql.catalogImplementation", "in-memory");
    return defaults;
  }

  /** Beside a session that is there already, which stays open. */
  static Sessions beside(SparkSession users, SparkSettings settings) {
    return forked(users, settings.engine(), false);
  }

  private static Sessions forked(SparkSession users, Map<String, String> engine, boolean isOurs) {
    checkVersion(users.version());
    SparkSession own = users.newSession();
    copy(users.conf(), own.conf());
    engine.forEach((key, value) -> set(own.conf(), key, value));
    return new Sessions(users, own, SessionPins.apply(own.conf()), isOurs);
  }

  /** A jar that brings its own Spark mixes its classes with the cluster's. */
  static void checkOneSpark(ClassLoader loader) {
    String name = "org/apache/spark/SparkContext.class";
    try {
      Set<String> places = new TreeSet<>();
      for (URL place : Collections.list(loader.getResources(name))) {
        places.add(place.toString().replaceFirst("^jar:", "").replaceFirst("!/.*$", ""));
      }
      if (places.size() > 1) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Cannot use Spark: it is on the class path more than once: "
                + String.join(", ", places)
                + " (build the jar with Spark in scope provided)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClassLoader contextLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Sessions.class.getClassLoader() : context;
  }

  static void checkVersion(String version) {
    if (Integer.parseInt(version.split("\\.", 2)[0]) < LEAST_MAJOR) {
      throw new StrideException(
          FailureKind.EXTERNAL,
          "Cannot use Spark: "
              + version
              + " (Stride needs 4.0 or later; choose another with SPARK_HOME)");
    }
  }

  /** A new session starts with the context's settings; what the user set since is copied. */
  private static void copy(RuntimeConfig from, RuntimeConfig to) {
    scala.collection.immutable.Map<String, String> settings = from.getAll();
    scala.jdk.javaapi.CollectionConverters.asJava(settings)
        .forEach(
            (key, value) -> {
              if (to.isModifiable(key) && !value.equals(to.get(key, null))) {
                to.set(key, value);
              }
            });
  }

  private static void set(RuntimeConfig settings, String key, String value) {
    if (settings.isModifiable(key)) {
      settings.set(key, value);
    } else if (!value.equals(settings.get(key, null))) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot set "
              + key
              + ": Spark runs already with "
              + settings.get(key, "its default")
              + " (set it where Spark is started)");
    }
  }

  /** Ends what was started here. */
  void close() {
    if (isOurs) {
      users.stop();
    }
  }
}
