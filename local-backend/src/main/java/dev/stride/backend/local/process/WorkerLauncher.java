// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.spi.CodePath;
import dev.stride.worker.WorkerMain;
import dev.stride.worker.WorkerProcesses;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts the JVM of a worker: by a list of arguments, in a session of its own. Thread-safe. */
final class WorkerLauncher {
  /** What this JVM was started with and its workers need as well. */
  private static final Pattern PASSED_ON =
      Pattern.compile(
          "--add-(opens|exports|reads)=.*|--enable-native-access=.*|-ea.*|-enableassertions.*"
              + "|-Xss.*|-Xlog.*|-Xshare.*|-XX:SharedArchiveFile=.*|-XX:\\+Use[A-Za-z]+GC"
              + "|-D(?!(spark|stride\\.image|slf4j\\.provider|com\\.sun\\.management|jdk\\.serialFilter|surefire|basedir)).*");

  /** Chosen by the command line after its start. */
  private static final List<String> LOGGING =
      List.of("log4j2.configurationFile", "log4j.shutdownHookEnabled");

  private static final List<String> OWN =
      List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+ErrorFileToStdout", "-Djdk.serialFilter=!*");

  private final WorkerSettings settings;

  WorkerLauncher(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Whether workers can be started: by a class path that finds what this process has loaded. */
  static boolean isPossible() {
    return CodePath.isKnown();
  }

  /** Starts a worker that connects to the socket. */
  Process start(WorkerSize size, Path socket) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(size, socket));
    settings.restrict(builder.environment());
    builder.environment().put("TMPDIR", temporary(socket).toString());
    builder.environment().put(WorkerProcesses.MARK, socket.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** Beside the socket: what libraries and steps leave there goes with the pool. */
  private static Path temporary(Path socket) throws IOException {
    return Files.createDirectories(socket.resolveSibling("tmp"));
  }

  private List<String> command(WorkerSize size, Path socket) throws IOException {
    List<String> command = new ArrayList<>();
    session().ifPresent(command::add);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> PASSED_ON.matcher(argument).matches())
        .forEach(command::add);
    for (String name : LOGGING) {
      Optional.ofNullable(System.getProperty(name))
          .ifPresent(value -> command.add("-D" + name + "=" + value));
    }
    // Here it may be open by a manifest, which counts for the jar that was started only, or not be
    // needed: who only watches workers reads no datasets.
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.addAll(OWN);
    command.add("-Djava.io.tmpdir=" + temporary(socket));
    command.add("-Xmx" + size.heapMebibytes() + "m");
    size.cpu().ifPresent(count -> command.add("-XX:ActiveProcessorCount=" + count));
    command.add("-cp");
    command.add(settings.classPath());
    command.add(WorkerMain.class.getName());
    command.add(socket.toString());
    return command;
  }

  /** With a session of its own nothing that a step starts gets lost, and Ctrl-C is ours alone. */
  private static Optional<String> session() {
    return Stream.of(
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
