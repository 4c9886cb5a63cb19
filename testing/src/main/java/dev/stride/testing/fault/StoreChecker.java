// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for broken promises in the files of a store, with none of the store's own code: at most one
 * commit per task (I1), every committed byte as it was (I2), nothing built on what was not
 * committed (I3), one end per attempt (I4), ends that never change (I5), nothing left behind after
 * garbage collection (I7), no attempt that its budgets do not grant (I8), no secret anywhere (I9).
 * Processes and threads (I6) and results (I10) are seen by whoever ran the workflow.
 */
public final class StoreChecker {
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f-]{36}");
  private static final Set<String> FINAL =
      Set.of("run.json", "commit.json", "end.json", "outcome.json");

  private final Path root;
  private final List<String> breaches = new ArrayList<>();
  private final Map<String, Path> nonces = new HashMap<>();

  private StoreChecker(Path root) {
    this.root = root;
  }

  /** A sentence for each broken promise, beginning with its number; none if all is well. */
  public static List<String> breaches(Path store) {
    StoreChecker checker = new StoreChecker(store.toAbsolutePath().normalize());
    for (Path run : children(checker.root.resolve("runs"))) {
      checker.checkRun(run);
    }
    return checker.breaches;
  }

  /** The digests of everything in a store that is never to change again, by path. */
  public static Map<Path, String> finalFiles(Path store) {
    Map<Path, String> digests = new TreeMap<>();
    files(store).stream()
        .filter(file -> FINAL.contains(name(file)))
        .forEach(file -> digests.put(file, sha256(bytes(file))));
    return digests;
  }

  /**
   * A sentence for each of {@code earlier} {@link #finalFiles} that is gone or another one (I5).
   */
  public static List<String> changes(Map<Path, String> earlier) {
    List<String> changes = new ArrayList<>();
    earlier.forEach(
        (file, digest) -> {
          if (!isFile(file)) {
            changes.add("I5: " + file + " is gone");
          } else if (!sha256(bytes(file)).equals(digest)) {
            changes.add("I5: " + file + " has changed");
          }
        });
    return changes;
  }

  /** A sentence for each temporary file, and each attempt that nobody committed (I7). */
  public static List<String> leftovers(Path store) {
    List<String> leftovers = new ArrayList<>();
    files(store).stream()
        .filter(file -> TEMPORARY.matcher(name(file)).matches())
        .forEach(file -> leftovers.add("I7: " + file + " is a temporary file"));
    return leftovers;
  }

  /** A sentence for each file of a store that holds one of the texts (I9). */
  public static List<String> holding(Path store, List<String> secrets) {
    List<String> found = new ArrayList<>();
    for (Path file : files(store)) {
      String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
      secrets.stream()
          .map(
              secret ->
                  new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
          .filter(text::contains)
          .forEach(secret -> found.add("I9: " + file + " holds a secret"));
    }
    return found;
  }

  private void checkRun(Path run) {
    Optional<Map<?, ?>> record = json(run.resolve("run.json"));
    Optional<Map<?, ?>> end = json(run.resolve("end.json"));
    if (record.isEmpty() || isFile(run.resolve("deleted.json"))) {
      return;
    }
    if (!name(run).equals(record.get().get("run"))) {
      breaches.add("I1: " + run + " is not the run that its record names");
    }
    Set<String> committed = new TreeSet<>();
    for (Path step : children(run.resolve("t"))) {
      Optional<Map<?, ?>> commit = json(step.resolve("commit.json"));
      commit.ifPresent(
          known -> {
            committed.add(name(step));
            checkCommit(run, step, known);
          });
      new AttemptChecker(step, retries(record.get(), name(step)), breaches)
          .check(file -> json(file).orElse(Map.of()));
      new SlotChecker(step, commit.isPresent(), breaches).check();
    }
    Map<?, ?> inputs = record.get().get("inputs") instanceof Map<?, ?> map ? map : Map.of();
    checkInputs(run, inputs, committed);
    if (end.isPresent() && "SUCCEEDED".equals(end.get().get("status"))) {
      inputs.keySet().stream()
          .filter(step -> !committed.contains(step))
          .forEach(step -> breaches.add("I5: " + run + " has succeeded without step " + step));
    }
  }

  /** A step can only be there when all that it reads was. */
  private void checkInputs(Path run, Map<?, ?> inputs, Set<String> committed) {
    for (String step : committed) {
      if (inputs.get(step) instanceof List<?> read) {
        read.stream()
            .filter(input -> inputs.containsKey(input) && !committed.contains(input))
            .forEach(
                input ->
                    breaches.add(
                        "I3: " + run + " has step " + step + " without its input " + input));
      }
    }
  }

  private void checkCommit(Path run, Path step, Map<?, ?> commit) {
    Path other = nonces.put(String.valueOf(commit.get("nonce")), step);
    if (other != null) {
      breaches.add("I1: " + step + " and " + other + " were committed by the same attempt");
    }
    if (!name(step).equals(commit.get("step"))) {
      breaches.add("I1: " + step + " has the commit of step " + commit.get("step"));
    }
    if (commit.get("artifacts") instanceof List<?> artifacts) {
      for (Object artifact : artifacts) {
        if (artifact instanceof Map<?, ?> known) {
          checkArtifact(run, step, commit, known);
        }
      }
    }
    if ("NORMAL".equals(commit.get("kind")) && !Files.isDirectory(step.resolve("slots"))) {
      Path outcome = step.resolve("a").resolve(commit.get("attempt") + "/outcome.json");
      if (json(outcome).filter(known -> "SUCCEEDED".equals(known.get("status"))).isEmpty()) {
        breaches.add("I4: " + step + " is committed, and " + outcome + " tells no success");
      }
    }
  }

  private void checkArtifact(Path run, Path step, Map<?, ?> commit, Map<?, ?> artifact) {
    Path file = root.resolve(String.valueOf(artifact.get("path"))).normalize();
    String named = step + " names " + file;
    if (!file.startsWith(root)) {
      breaches.add("I2: " + named + ", which is outside of the store");
    } else if (!isFile(file)) {
      breaches.add("I2: " + named + ", which is missing");
    } else {
      byte[] content = bytes(file);
      if (!String.valueOf(artifact.get("size")).equals(String.valueOf(content.length))) {
        breaches.add("I2: " + named + ", which has " + content.length + " bytes");
      } else if (!sha256(content).equals(artifact.get("sha256"))) {
        breaches.add("I2: " + named + ", which has other bytes");
      }
    }
    boolean ofThisRun = file.startsWith(run);
    if (ofThisRun == "CLONED".equals(commit.get("kind"))) {
      breaches.add("I3: " + named + ", which its kind " + commit.get("kind") + " does not allow");
    }
  }

  /** What the plan grants a step's users, by its line of the plan. */
  private static int retries(Map<?, ?> record, String step) {
    Pattern line =
        Pattern.compile(
            "(?m)^ +(?:\\S+ \\+ )*" + Pattern.quote(step) + "(?:\\[])? .*; retry ([0-9]+)(?:;|$)");
    Matcher found = line.matcher(String.valueOf(record.get("plan")));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private Optional<Map<?, ?>> json(Path file) {
    if (!isFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonText.object(new String(bytes(file), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      breaches.add("I2: " + file + " is torn");
      return Optional.empty();
    }
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(StoreChecker::isFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
