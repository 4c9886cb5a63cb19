// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles classes and puts them into a jar.
 *
 * @param folder where it works
 */
record UserJar(Path folder) {
  /** Compiles a source, with what was compiled before on its class path. */
  UserJar compile(String source) throws IOException {
    String name = source.substring(source.indexOf("class ") + 6).split("\\W", 2)[0];
    String home = source.substring(8, source.indexOf(';')).replace('.', '/');
    Path file = folder.resolve("src").resolve(home).resolve(name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = Files.createDirectories(classes());
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    arguments.add("-cp");
    arguments.add(classes + System.getProperty("path.separator") + classPath());
    arguments.add(file.toString());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return this;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Compiles a workflow with the given body beside its {@code define}, which is given too. */
  UserJar workflow(String type, String define, String body) throws IOException {
    int dot = type.lastIndexOf('.');
    String name = type.substring(dot + 1);
    return compile(
        "package "
            + type.substring(0, dot)
            + "; public class "
            + name
            + " implements dev.stride.api.Workflow {\n"
            + "  @Override public void define(dev.stride.api.WorkflowBuilder workflow) {\n"
            + define
            + "\n    workflow.result(workflow.step("
            + name
            + "::greet));\n  }\n  static String greet() { return \"hello from "
            + type.substring(0, dot)
            + "\"; }\n"
            + body
            + "\n}\n");
  }

  UserJar without(String type) throws IOException {
    Files.delete(file(type));
    return this;
  }

  /** Gives a class the version of another Java. */
  UserJar ofJava(int version, String type) throws IOException {
    byte[] bytes = Files.readAllBytes(file(type));
    bytes[7] = (byte) (44 + version);
    Files.write(file(type), bytes);
    return this;
  }

  UserJar truncated(String type) throws IOException {
    byte[] bytes = Files.readAllBytes(file(type));
    Files.write(file(type), Arrays.copyOf(bytes, bytes.length / 2));
    return this;
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private Path file(String type) {
    return classes().resolve(type.replace('.', '/') + ".class");
  }

  /** The jar of all that has been compiled. */
  String path() throws IOException {
    Path jar = folder.resolve("an app.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes().relativize(file).toString()));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    return jar.toString();
  }
}
