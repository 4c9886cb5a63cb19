// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.runner.Words;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Finds workflows: those registered as services on the class path, or all in a jar. */
final class Workflows {
  private final String jar;
  private final ClassLoader loader;

  private Workflows(String jar, ClassLoader loader) {
    this.jar = jar;
    this.loader = loader;
  }

  /** The workflows of a jar, or of the class path if {@code jar} is empty. */
  static Workflows in(String jar) {
    ClassLoader own = Workflows.class.getClassLoader();
    return new Workflows(jar, jar.isEmpty() ? own : open(jar, own));
  }

  private static ClassLoader open(String jar, ClassLoader parent) {
    Path file = Path.of(jar);
    try (JarFile opened = new JarFile(file.toFile())) {
      opened.size();
      // Lives as long as the process: steps load their classes whenever they need them.
      return new URLClassLoader(new URL[] {file.toUri().toURL()}, parent);
    } catch (MalformedURLException e) {
      throw unreadable(jar, "this is no path", e);
    } catch (IOException e) {
      boolean exists = Files.exists(file);
      throw unreadable(jar, exists ? "it is no jar" : "there is no such file", e);
    }
  }

  private static StrideException unreadable(String jar, String reason, Throwable cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot open jar: " + jar + ": " + reason + " (check --jar)",
        cause);
  }

  /** All of them, by name. */
  List<Workflow> all() {
    List<Workflow> all = jar.isEmpty() ? registered() : inJar();
    return all.stream().sorted(Comparator.comparing(Workflow::name)).toList();
  }

  private List<Workflow> registered() {
    try {
      return ServiceLoader.load(Workflow.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot list workflows: "
              + e.getMessage()
              + " (mend META-INF/services/dev.stride.api.Workflow)",
          e);
    }
  }

  private List<Workflow> inJar() {
    List<Workflow> found = new ArrayList<>();
    try (JarFile opened = new JarFile(jar)) {
      List<String> names =
          opened.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .filter(name -> !name.startsWith("dev.stride.") && !name.endsWith("-info"))
              .toList();
      for (String name : names) {
        Class<?> type = load(name);
        if (type != null && isWorkflow(type) && canBeMade(type)) {
          found.add(instance(type));
        }
      }
    } catch (IOException e) {
      throw unreadable(jar, String.valueOf(e.getMessage()), e);
    }
    return found;
  }

  private static boolean isWorkflow(Class<?> type) {
    return Workflow.class.isAssignableFrom(type)
        && !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers())
        && !type.isSynthetic();
  }

  /** One that cannot be made says why when it is asked for by its class. */
  private static boolean canBeMade(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && Arrays.stream(type.getConstructors())
            .anyMatch(constructor -> constructor.getParameterCount() == 0);
  }

  private @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** The workflow of a name or class. */
  Workflow find(String name) {
    if (name.indexOf('.') > 0 || name.indexOf('$') > 0) {
      return byClass(name);
    }
    List<Workflow> all = all();
    List<Workflow> named = all.stream().filter(workflow -> answersTo(workflow, name)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    if (named.size() > 1) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot choose workflow: "
              + name
              + " is the name of "
              + classes(named)
              + " (give the class with its package)");
    }
    Class<?> inDefaultPackage = load(name);
    if (inDefaultPackage != null && isWorkflow(inDefaultPackage)) {
      return instance(inDefaultPackage);
    }
    throw unknown(name, all);
  }

  private static boolean answersTo(Workflow workflow, String name) {
    return workflow.name().equals(name) || workflow.getClass().getSimpleName().equals(name);
  }

  private static List<String> classes(List<Workflow> workflows) {
    return workflows.stream().map(workflow -> workflow.getClass().getName()).sorted().toList();
  }

  private StrideException unknown(String name, List<Workflow> all) {
    List<String> names = all.stream().map(Workflow::name).toList();
    String remedy =
        names.stream()
            .min(Comparator.comparingInt(known -> Words.distance(known, name)))
            .filter(known -> Words.distance(known, name) <= Math.max(2, name.length() / 3))
            .map(known -> "did you mean " + known + "?")
            .orElse(
                names.isEmpty() ? "it holds no workflow" : "there are " + String.join(", ", names));
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Unknown workflow: " + name + (jar.isEmpty() ? "" : " in " + jar) + " (" + remedy + ")");
  }

  private Workflow byClass(String name) {
    Class<?> type = load(name);
    if (type == null) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot find class: "
              + name
              + (jar.isEmpty()
                  ? " on the class path (name its jar with --jar)"
                  : " in "
                      + jar
                      + " (check its name and package; unzip -l shows what the jar holds)"));
    }
    if (!isWorkflow(type)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run " + name + ": it is no workflow (implement dev.stride.api.Workflow)");
    }
    return instance(type);
  }

  private static Workflow instance(Class<?> type) {
    String reason;
    Throwable cause;
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      if (Modifier.isPublic(constructor.getModifiers()) && Modifier.isPublic(type.getModifiers())) {
        return (Workflow) constructor.newInstance();
      }
      reason = "the class or its constructor is not public";
      cause = new IllegalAccessException(type.getName());
    } catch (NoSuchMethodException e) {
      reason = "it has no constructor without parameters";
      cause = e;
    } catch (InvocationTargetException e) {
      reason = "its constructor threw " + e.getCause();
      cause = e;
    } catch (ReflectiveOperationException | LinkageError e) {
      reason = e.toString();
      cause = e;
    }
    throw new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot create workflow "
            + type.getName()
            + ": "
            + reason
            + " (declare a public class with a public constructor without parameters)",
        cause);
  }
}
