// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.secret.SecretSources;
import dev.stride.api.spi.BackendFactory;
import dev.stride.planner.Machine;
import dev.stride.planner.Words;
import dev.stride.store.Durability;
import dev.stride.store.ObjectStoreProvider;
import dev.stride.store.StoreLocation;
import dev.stride.store.Writers;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How Stride is set up. Settings come from {@code stride.conf} (HOCON) in the working directory,
 * then from environment variables ({@code STRIDE_STORE} for {@code stride.store}), then from {@code
 * --conf}; the later wins. Immutable.
 *
 * <pre>
 * stride.store        the folder of all records, or s3://BUCKET/PREFIX; default .stride
 * stride.s3.KEY       how S3 is spoken to: endpoint, region, path-style
 * stride.store-writers  trusted: that folder is refused if others may write it (default); anybody
 * stride.durability   commit: what is committed survives a loss of power (default); none
 * stride.cpu          processors that tasks may use together; default all
 * stride.memory       memory that tasks may ask for together; default the machine's
 * stride.secrets.KEY  where secrets are looked up; stride.secrets.sources is environment,file
 * stride.BACKEND.KEY  a backend's own, for example stride.local.memory-limit
 * spark.KEY           Spark's own, handed to it as they are
 * </pre>
 *
 * @param store where all records lie
 * @param writers who may write that folder
 * @param durability what survives a loss of power
 * @param machine what tasks may use together
 * @param secrets settings of the places that hold secrets, without {@code stride.secrets.}
 * @param backends settings of backends by name, each without its prefix
 */
public record Settings(
    StoreLocation store,
    Writers writers,
    Durability durability,
    Machine machine,
    Map<String, String> secrets,
    Map<String, Map<String, String>> backends) {
  private static final String PREFIX = "stride.";
  private static final String SECRETS = "stride.secrets.";
  private static final String ENVIRONMENT_PREFIX = "STRIDE_";

  /** The launcher's own variables. */
  private static final String LAUNCHER_OPTIONS = "STRIDE_JAVA_OPTS";

  public Settings {
    secrets = Map.copyOf(secrets);
    backends = Map.copyOf(backends);
  }

  /** The defaults, whatever files and the environment say. */
  public static Settings ofDefaults() {
    return of(Map.of());
  }

  /**
   * Reads {@code stride.conf} in {@code folder} if it is there, the environment and {@code given}.
   * The first two may hold settings of backends that are not on the class path.
   *
   * @throws StrideException of kind {@code CONFIGURATION} for an unknown key or an invalid value
   */
  public static Settings load(
      Path folder, Map<String, String> environment, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(file(folder.resolve("stride.conf")));
    all.putAll(variables(environment));
    all.keySet().removeIf(Settings::isOfAbsentBackend);
    all.putAll(given);
    return of(all);
  }

  /** A file and the environment are for every command, also where a layer's backend is not here. */
  private static boolean isOfAbsentBackend(String key) {
    return Arrays.stream(Layer.values())
        .filter(
            layer ->
                Backends.factories().stream()
                    .noneMatch(factory -> factory.layers().contains(layer)))
        .anyMatch(layer -> key.startsWith(PREFIX + layer + ".") || key.startsWith(layer + "."));
  }

  private static Map<String, String> file(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      Config config = ConfigFactory.parseFile(file.toFile()).resolve();
      Map<String, String> settings = new TreeMap<>();
      for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
        settings.put(entry.getKey(), String.valueOf(entry.getValue().unwrapped()));
      }
      return settings;
    } catch (ConfigException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read " + file + ": " + e.getMessage() + " (write HOCON: stride.store = DIR)",
          e);
    }
  }

  private static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(ENVIRONMENT_PREFIX)
          && !name.equals(LAUNCHER_OPTIONS)
          && !name.startsWith(SecretSources.ENVIRONMENT_PREFIX)
          && !isOfAbsentBackend(name.toLowerCase(Locale.ROOT).replace('_', '.'))) {
        settings.put(key(name), variable.getValue());
      }
    }
    return settings;
  }

  private static String key(String variable) {
    return knownKeys().stream()
        .filter(key -> variable(key).equals(variable))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "environment variable " + variable, variable, Settings::variable, "unset it"));
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static TreeSet<String> knownKeys() {
    TreeSet<String> keys = new TreeSet<>();
    for (String own : new String[] {"store", "store-writers", "durability", "cpu", "memory"}) {
      keys.add(PREFIX + own);
    }
    SecretSources.keys().forEach(key -> keys.add(SECRETS + key));
    StoreLocation.providers()
        .forEach(
            provider ->
                provider
                    .settings()
                    .forEach(key -> keys.add(PREFIX + provider.scheme() + "." + key)));
    Backends.factories()
        .forEach(
            factory ->
                factory.settings().forEach(key -> keys.add(PREFIX + factory.name() + "." + key)));
    return keys;
  }

  /**
   * Reads settings by their full names.
   *
   * @throws StrideException of kind {@code CONFIGURATION} for an unknown key or an invalid value
   */
  public static Settings of(Map<String, String> settings) {
    TreeSet<String> known = knownKeys();
    Map<String, Map<String, String>> backends = new TreeMap<>();
    Map<String, String> secrets = new TreeMap<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String key = setting.getKey();
      Optional<String> engine = backendOfEngine(key);
      if (engine.isPresent()) {
        backends
            .computeIfAbsent(engine.get(), name -> new TreeMap<>())
            .put(key, setting.getValue());
        continue;
      }
      if (!known.contains(key)) {
        throw unknown("setting " + key, key, Function.identity(), "remove it");
      }
      if (key.startsWith(SECRETS)) {
        secrets.put(key.substring(SECRETS.length()), setting.getValue());
        continue;
      }
      String[] parts = key.substring(PREFIX.length()).split("\\.", 2);
      if (parts.length == 2) {
        backends
            .computeIfAbsent(parts[0], name -> new TreeMap<>())
            .put(parts[1], setting.getValue());
      }
    }
    return new Settings(
        store(settings.getOrDefault(PREFIX + "store", ".stride"), backends),
        writers(settings.getOrDefault(PREFIX + "store-writers", "trusted")),
        durability(settings.getOrDefault(PREFIX + "durability", "commit")),
        machine(settings),
        secrets,
        backends);
  }

  /** The backend whose engine has settings of that name. */
  private static Optional<String> backendOfEngine(String key) {
    return Backends.factories().stream()
        .filter(factory -> factory.enginePrefixes().stream().anyMatch(key::startsWith))
        .map(BackendFactory::name)
        .findFirst();
  }

  /** What was set for kinds of object stores is no backend's; the store takes it with it. */
  private static StoreLocation store(String text, Map<String, Map<String, String>> backends) {
    List<String> schemes =
        StoreLocation.providers().map(ObjectStoreProvider::scheme).distinct().toList();
    Map<String, Map<String, String>> kinds = new TreeMap<>(backends);
    schemes.forEach(backends::remove);
    StoreLocation location = new StoreLocation(text, Map.of());
    Optional<String> scheme = location.scheme();
    if (scheme.isPresent() && schemes.contains(scheme.get())) {
      return new StoreLocation(text, kinds.getOrDefault(scheme.get(), Map.of()));
    }
    if (text.isBlank() || scheme.isPresent() || !isPath(text)) {
      throw invalid(
          "store",
          text,
          "a folder"
              + schemes.stream()
                  .map(kind -> ", or " + kind + "://BUCKET/PREFIX")
                  .reduce("", String::concat));
    }
    return location;
  }

  private static boolean isPath(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Writers writers(String text) {
    return switch (text) {
      case "trusted" -> Writers.TRUSTED;
      case "anybody" -> Writers.ANYBODY;
      default -> throw invalid("store-writers", text, "trusted or anybody");
    };
  }

  private static Durability durability(String text) {
    return switch (text) {
      case "commit" -> Durability.COMMIT;
      case "none" -> Durability.NONE;
      default -> throw invalid("durability", text, "commit or none");
    };
  }

  private static Machine machine(Map<String, String> settings) {
    Machine present = present();
    String cpu = settings.get(PREFIX + "cpu");
    String memory = settings.get(PREFIX + "memory");
    return new Machine(
        cpu == null ? present.cpu() : processors(cpu),
        memory == null ? present.memory() : size(memory));
  }

  private static Machine present() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new Machine(Runtime.getRuntime().availableProcessors(), new MemorySize(memory));
  }

  private static int processors(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw invalid("cpu", text, "a whole number of at least 1");
    }
    return Integer.parseInt(text);
  }

  private static MemorySize size(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid("memory", text, "a size such as 4GiB");
    }
  }

  private static StrideException invalid(String key, String value, String rule) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Invalid " + PREFIX + key + ": " + value + " (must be " + rule + ")");
  }

  private static StrideException unknown(
      String what, String given, Function<String, String> form, String otherwise) {
    Optional<String> nearest =
        knownKeys().stream()
            .map(form)
            .min(Comparator.comparingInt(key -> Words.distance(key, given)));
    String remedy =
        nearest
            .filter(key -> Words.distance(key, given) <= Math.max(3, given.length() / 3))
            .map(key -> "did you mean " + key + "?")
            .orElse(otherwise + "; the settings are " + knownKeys());
    return new StrideException(FailureKind.CONFIGURATION, "Unknown " + what + " (" + remedy + ")");
  }
}
