// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.Words;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Finds workflows: those registered as services on the class path, or all in a jar. */
final class Workflows {
  private final String jar;
  private final WorkflowClasses classes;

  private Workflows(String jar, ClassLoader loader) {
    this.jar = jar;
    this.classes = new WorkflowClasses(jar.isEmpty() ? "the class path" : jar, loader);
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

  /**
   * What there is.
   *
   * @param usable all that can be used, by name
   * @param refused what is wrong with each class that is, or may be, a workflow and cannot be used
   */
  record Listing(List<Workflow> usable, List<StrideException> refused) {}

  /** All of them. */
  Listing all() {
    List<Candidate> all = candidates();
    return new Listing(usable(all), refused(all));
  }

  private static List<Workflow> usable(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate.Usable.class::isInstance)
        .map(Candidate.Usable.class::cast)
        .sorted(Comparator.comparing(Candidate.Usable::name))
        .map(Candidate.Usable::workflow)
        .toList();
  }

  private static List<StrideException> refused(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate.Refused.class::isInstance)
        .map(Candidate.Refused.class::cast)
        .sorted(Comparator.comparing(Candidate.Refused::type))
        .map(Candidate.Refused::problem)
        .toList();
  }

  private List<Candidate> candidates() {
    return jar.isEmpty() ? registered() : inJar();
  }

  private List<Candidate> registered() {
    List<Candidate> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<Workflow>> providers =
        ServiceLoader.load(Workflow.class, classes.loader()).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          found.add(made(providers.next().type()));
        }
      } catch (ServiceConfigurationError e) {
        found.add(new Candidate.Refused("", unregistered(e)));
        more = !(e.getCause() instanceof IOException);
      }
    }
    return found;
  }

  private static StrideException unregistered(ServiceConfigurationError e) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot list workflow: "
            + e.getMessage()
            + " (mend META-INF/services/dev.stride.api.Workflow)",
        e);
  }

  private List<Candidate> inJar() {
    try (JarFile opened = new JarFile(jar)) {
      return opened.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .filter(name -> !name.startsWith("dev.stride.") && !name.endsWith("-info"))
          .map(this::candidate)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw unreadable(jar, String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<Candidate> candidate(String name) {
    try {
      return classes
          .load(name)
          .filter(WorkflowClasses::isWorkflow)
          .filter(WorkflowClasses::isOffered)
          .map(Workflows::made);
    } catch (StrideException e) {
      return Optional.of(e)
          .filter(Workflows::isOfWorkflow)
          .map(problem -> new Candidate.Refused(name, problem));
    }
  }

  private static Candidate made(Class<?> type) {
    try {
      return Candidate.of(WorkflowClasses.instance(type));
    } catch (StrideException e) {
      return new Candidate.Refused(type.getName(), e);
    }
  }

  /** Jars are full of classes that extend what is not there, and are never used. */
  private static boolean isOfWorkflow(StrideException problem) {
    return !(problem.getCause() instanceof NoClassDefFoundError);
  }

  /** The workflow of a name or class. */
  Workflow find(String name) {
    if (name.indexOf('.') > 0 || name.indexOf('$') > 0) {
      return byClass(name);
    }
    List<Candidate> all = candidates();
    List<Candidate> named = all.stream().filter(candidate -> candidate.answersTo(name)).toList();
    if (named.size() == 1) {
      return named.get(0).workflow();
    }
    if (named.size() > 1) {
      throw ambiguous(name, named);
    }
    return classes
        .load(name)
        .filter(WorkflowClasses::isWorkflow)
        .map(WorkflowClasses::instance)
        .orElseThrow(() -> unknown(name, all));
  }

  private static StrideException ambiguous(String name, List<Candidate> named) {
    List<StrideException> refused = refused(named);
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot choose workflow: "
            + name
            + (refused.isEmpty() ? " is the name of " : " may be the name of ")
            + named.stream().map(Candidate::type).sorted().toList()
            + " (give the class with its package"
            + (refused.isEmpty() ? "" : "; " + refused.get(0).getMessage())
            + ")");
  }

  private StrideException unknown(String name, List<Candidate> all) {
    List<String> names = usable(all).stream().map(Workflow::name).toList();
    String remedy =
        names.stream()
            .min(Comparator.comparingInt(known -> Words.distance(known, name)))
            .filter(known -> Words.distance(known, name) <= Math.max(2, name.length() / 3))
            .map(known -> "did you mean " + known + "?")
            .orElse(
                names.isEmpty() ? "it holds no workflow" : "there are " + String.join(", ", names));
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Unknown workflow: "
            + name
            + (jar.isEmpty() ? "" : " in " + jar)
            + " ("
            + remedy
            + (refused(all).isEmpty() ? "" : "; stride list says what cannot be used")
            + ")");
  }

  private Workflow byClass(String name) {
    Class<?> type = classes.load(name).orElseThrow(() -> notFound(name));
    if (Workflow.class.isAssignableFrom(type) && Modifier.isAbstract(type.getModifiers())) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run " + name + ": it is abstract (name a class that extends or implements it)");
    }
    if (!WorkflowClasses.isWorkflow(type)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run " + name + ": it is no workflow (implement dev.stride.api.Workflow)");
    }
    return WorkflowClasses.instance(type);
  }

  private StrideException notFound(String name) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot find class: "
            + name
            + (jar.isEmpty()
                ? " on the class path (name its jar with --jar)"
                : " in "
                    + jar
                    + " (check its name and package; unzip -l shows what the jar holds)"));
  }
}
