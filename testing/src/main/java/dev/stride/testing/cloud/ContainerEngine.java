// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs containers for tests: podman with runc, fetched as packages of Debian into the project's
 * {@code target} and run from there, so that nothing of the machine is changed. It needs Linux and
 * the superuser; where it has neither, tests are aborted with the cure. What it starts ends with
 * it.
 */
public final class ContainerEngine implements AutoCloseable {
  private static final String NAME = "engine-podman";
  private static final String CURE =
      "run the tests as root on Debian 12 or later, with its package server in reach";

  private static final int START_SECONDS = 30;

  private final Path installed;
  private final Path work;
  private final Map<String, String> environment;
  private final Process service;

  private ContainerEngine(
      Path installed, Path work, Map<String, String> environment, Process service) {
    this.installed = installed;
    this.work = work;
    this.environment = environment;
    this.service = service;
  }

  /** Starts an engine without images. */
  public static ContainerEngine start() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw Installation.unavailable("Cannot run containers: not the superuser (" + CURE + ")");
    }
    Path installed = Installation.of(NAME, CURE, ContainerEngine::install);
    try {
      // The path of a socket is short.
      Path work = Files.createTempDirectory("stride-engine-");
      Map<String, String> environment = configure(installed, work);
      Process service = serve(installed, work, environment);
      ContainerEngine engine = new ContainerEngine(installed, work, environment, service);
      Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
      engine.awaitStart();
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start podman", e);
    }
  }

  /** Debian's packages, laid out without being installed. */
  private static void install(Path folder) throws IOException {
    Path lists = Files.createDirectories(folder.resolve("apt/lists/partial")).getParent();
    Path cache = Files.createDirectories(folder.resolve("apt/cache/archives/partial"));
    List<String> apt =
        List.of(
            "apt-get",
            "-qq",
            "-o",
            "Dir::State::lists=" + lists,
            "-o",
            "Dir::Cache=" + folder.resolve("apt/cache"),
            "-o",
            "APT::Sandbox::User=root");
    ProgramLauncher.run(joined(apt, "update"), Map.of());
    ProgramLauncher.run(
        joined(
            apt, "install", "-y", "--no-install-recommends", "--download-only", "podman", "runc"),
        Map.of());
    try (Stream<Path> packages = Files.list(cache.getParent())) {
      for (Path deb : packages.filter(file -> file.toString().endsWith(".deb")).toList()) {
        ProgramLauncher.run(
            List.of("dpkg", "-x", deb.toString(), folder.resolve("root").toString()), Map.of());
      }
    }
    if (!Files.exists(folder.resolve("root/usr/bin/podman"))) {
      copyInstalled(folder);
    }
  }

  /** Where the machine has them already, nothing is downloaded. */
  private static void copyInstalled(Path folder) throws IOException {
    for (String file : List.of("/usr/bin/podman", "/usr/bin/conmon", "/usr/sbin/runc")) {
      if (!Files.exists(Path.of(file))) {
        throw new IOException("there is no " + file);
      }
      Path link = folder.resolve("root" + file);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, Path.of(file));
    }
  }

  private static List<String> joined(List<String> first, String... rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(rest));
    return all;
  }

  private static Map<String, String> configure(Path installed, Path work) throws IOException {
    Path root = installed.resolve("root");
    String libraries = root.resolve("usr/lib/x86_64-linux-gnu").toString();
    Path containers = work.resolve("containers.conf");
    Path storage = work.resolve("storage.conf");
    Path registries = work.resolve("registries.conf");
    Map<String, String> environment = new HashMap<>();
    environment.put("LD_LIBRARY_PATH", libraries);
    environment.put("CONTAINERS_CONF", containers.toString());
    environment.put("CONTAINERS_STORAGE_CONF", storage.toString());
    environment.put("CONTAINERS_REGISTRIES_CONF", registries.toString());
    environment.put("HOME", work.toString());
    // What conmon starts at the end of a container needs them too.
    String forConmon =
        String.join(
            ", ",
            environment.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "=" + entry.getValue() + '"')
                .sorted()
                .toList());
    Files.writeString(
        containers,
        """
        [containers]
        default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
        netns = "host"
        [engine]
        runtime = "%1$s/usr/sbin/runc"
        conmon_path = ["%1$s/usr/bin/conmon"]
        conmon_env_vars = [%2$s, "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        tmp_dir = "%3$s/tmp"
        """
            .formatted(root, forConmon, work));
    Files.writeString(
        storage,
        """
        [storage]
        driver = "overlay"
        graphroot = "%1$s/images"
        runroot = "%1$s/run"
        """
            .formatted(work));
    Files.writeString(registries, "unqualified-search-registries = []\n");
    Path policy = work.resolve(".config/containers/policy.json");
    Files.createDirectories(policy.getParent());
    Files.writeString(policy, "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
    return environment;
  }

  private static Process serve(Path installed, Path work, Map<String, String> environment)
      throws IOException {
    return ProgramLauncher.start(
        List.of(
            installed.resolve("root/usr/bin/podman").toString(),
            "system",
            "service",
            "--time=0",
            "unix://" + work.resolve("podman.sock")),
        environment,
        work.resolve("service.log"));
  }

  private void awaitStart() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Files.exists(work.resolve("podman.sock"))) {
      if (!service.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(Files.readString(work.resolve("service.log")));
      }
      Thread.onSpinWait();
    }
  }

  /** What programs that speak Docker's protocol must have in their environment. */
  public Map<String, String> forClients() {
    return Map.of("DOCKER_HOST", "unix://" + work.resolve("podman.sock"));
  }

  /** Loads an image out of a file; tells what it says. */
  public String load(Path tar) {
    return podman("load", "--quiet", "--input", tar.toString());
  }

  /** The ids of containers that run. */
  public List<String> running() {
    return podman("ps", "--quiet").lines().filter(line -> !line.isBlank()).toList();
  }

  /** Runs podman itself. */
  public String podman(String... arguments) {
    try {
      return ProgramLauncher.run(
          joined(List.of(installed.resolve("root/usr/bin/podman").toString()), arguments),
          environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (!service.isAlive()) {
      return;
    }
    podman("rm", "--all", "--force", "--time", "0");
    service.destroy();
    try {
      if (!service.waitFor(10, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
      podman("system", "reset", "--force");
      Trees.delete(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      // Its folder is a temporary one.
      return;
    }
  }
}
