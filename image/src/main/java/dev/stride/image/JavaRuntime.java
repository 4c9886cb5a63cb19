// SPDX-License-Identifier: Apache-2.0
package dev.stride.image;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java for an image with nothing else in it: the modules of this JDK but its tools, and the
 * libraries of this machine's C that they are linked to.
 */
final class JavaRuntime {
  /** Where the runtime lies in the image. */
  static final String HOME = "/opt/java";

  /** What only those need who write or watch programs. */
  private static final Pattern TOOLS =
      Pattern.compile(
          "jdk\\.(accessibility|editpad|jconsole|jshell|jpackage|jlink|jdeps|javadoc|compiler"
              + "|hotspot\\.agent|internal\\..*|incubator\\..*|jartool|jdi|jstatd|attach"
              + "|jdwp\\.agent|jcmd|jsobject)");

  /** Libraries for screens and speakers, whose own libraries are left out. */
  private static final Pattern SCREEN =
      Pattern.compile(".*/lib(awt_xawt|jawt|jsound|splashscreen)\\.so");

  /** Loaded by name, or by libraries that come in jars. */
  private static final List<String> FURTHER =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "librt.so.1",
          "libpthread.so.0",
          "libresolv.so.2",
          "libnss_dns.so.2",
          "libnss_files.so.2",
          "libgcc_s.so.1",
          "libstdc++.so.6");

  private static final Pattern LINKED = Pattern.compile("(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)");

  /** Without it Java reads no text beyond ASCII from its environment. */
  private static final Path UTF_8 = Path.of("/usr/lib/locale/C.utf8");

  private final Path folder;

  private JavaRuntime(Path folder) {
    this.folder = folder;
  }

  /** Links a runtime into a folder that is not there. */
  static JavaRuntime linkedInto(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    Path jlink = home.resolve("bin/jlink");
    if (!Files.isExecutable(jlink)) {
      throw new IOException(
          "Cannot find jlink: " + jlink + " (set JAVA_HOME to a JDK with jmods, or name --base)");
    }
    run(
        List.of(
            jlink.toString(),
            "--add-modules",
            String.join(",", modules()),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--compress=0",
            "--output",
            folder.toString()));
    // Its own classes ready to be mapped: a container starts in half the time.
    run(List.of(folder.resolve("bin/java").toString(), "-Xshare:dump"));
    return new JavaRuntime(folder);
  }

  private static Set<String> modules() {
    Set<String> names = new TreeSet<>();
    ModuleLayer.boot().modules().forEach(module -> names.add(module.getName()));
    ModuleFinder.ofSystem().findAll().forEach(module -> names.add(module.descriptor().name()));
    names.removeIf(name -> TOOLS.matcher(name).matches());
    names.removeIf(name -> !name.startsWith("java.") && !name.startsWith("jdk."));
    return names;
  }

  /** The runtime's files and the libraries, by where they lie in the image. */
  Map<String, Path> files(List<Path> nativeLibraries) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    List<Path> linked = new ArrayList<>(nativeLibraries);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        files.put(HOME + "/" + name, file);
        boolean isProgram = name.endsWith(".so") || name.startsWith("bin/");
        if (isProgram && !SCREEN.matcher(file.toString()).matches()) {
          linked.add(file);
        }
      }
    }
    for (Path library : librariesOf(linked)) {
      files.put(library.toString(), library.toRealPath());
    }
    if (Files.isDirectory(UTF_8)) {
      try (Stream<Path> all = Files.walk(UTF_8)) {
        all.filter(Files::isRegularFile).forEach(file -> files.put(file.toString(), file));
      }
    }
    return files;
  }

  private Set<Path> librariesOf(List<Path> linked) throws IOException {
    Set<Path> libraries = new TreeSet<>();
    for (Path file : linked) {
      Matcher found = LINKED.matcher(run(List.of("ldd", file.toString())));
      while (found.find()) {
        Path library = Path.of(found.group(1));
        if (!library.startsWith(folder)) {
          libraries.add(library);
        }
      }
    }
    Set<Path> folders = new TreeSet<>();
    libraries.forEach(library -> folders.add(library.getParent()));
    for (Path beside : folders) {
      FURTHER.stream().map(beside::resolve).filter(Files::exists).forEach(libraries::add);
    }
    return libraries;
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        String[] lines = said.strip().split("\n", -1);
        throw new IOException(
            "Cannot run "
                + Path.of(command.get(0)).getFileName()
                + ": "
                + Arrays.asList(lines).get(lines.length - 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said;
  }
}
