// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.failure.CodeProblem;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads classes and makes workflows of them.
 *
 * @param place where they are, for people
 * @param loader loads them
 */
record WorkflowClasses(String place, ClassLoader loader) {
  /**
   * The class of that name, not initialized; empty if there is none.
   *
   * @throws StrideException if it is there and cannot be loaded
   */
  Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      if (e.getCause() == null) {
        return Optional.empty();
      }
      throw unreadable(
          name,
          new CodeProblem(
              "its file is damaged: " + e.getCause(),
              "build the jar again",
              FailureKind.CONFIGURATION),
          e);
    } catch (LinkageError e) {
      if (isOtherName(name, e)) {
        return Optional.empty();
      }
      throw unreadable(name, CodeProblem.of(e, "build the jar again"), e);
    }
  }

  /** On file systems that ignore case, a class may be found under a name that is not its own. */
  private static boolean isOtherName(String name, LinkageError e) {
    return String.valueOf(e.getMessage()).startsWith(name.replace('.', '/') + " (wrong name");
  }

  private StrideException unreadable(String name, CodeProblem problem, Throwable cause) {
    return new StrideException(
        problem.kind(), "Cannot load class " + name + " of " + place + ": " + problem, cause);
  }

  static boolean isWorkflow(Class<?> type) {
    return Workflow.class.isAssignableFrom(type)
        && !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers())
        && !type.isSynthetic();
  }

  /** One that is not meant to be made says why when it is asked for by its class. */
  static boolean isOffered(Class<?> type) {
    try {
      return Modifier.isPublic(type.getModifiers())
          && Arrays.stream(type.getConstructors())
              .anyMatch(constructor -> constructor.getParameterCount() == 0);
    } catch (LinkageError e) {
      // Making it tells what is missing.
      return true;
    }
  }

  /**
   * The workflow of a class.
   *
   * @throws StrideException if it cannot be made
   */
  static Workflow instance(Class<?> type) {
    CodeProblem problem;
    Throwable cause;
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      if (Modifier.isPublic(constructor.getModifiers()) && Modifier.isPublic(type.getModifiers())) {
        return (Workflow) constructor.newInstance();
      }
      cause = new IllegalAccessException(type.getName());
      problem = unfit("the class or its constructor is not public");
    } catch (NoSuchMethodException e) {
      cause = e;
      problem = unfit("it has no constructor without parameters");
    } catch (InvocationTargetException e) {
      cause = e;
      problem = inConstructor(Objects.requireNonNullElse(e.getCause(), e));
    } catch (ReflectiveOperationException e) {
      cause = e;
      problem = unfit(e.toString());
    } catch (Throwable e) {
      cause = e;
      problem = CodeProblem.of(e, "mend that class");
    }
    throw new StrideException(
        problem.kind(), "Cannot create workflow " + type.getName() + ": " + problem, cause);
  }

  private static CodeProblem unfit(String reason) {
    return new CodeProblem(
        reason,
        "declare a public class with a public constructor without parameters",
        FailureKind.CONFIGURATION);
  }

  private static CodeProblem inConstructor(Throwable thrown) {
    CodeProblem problem = CodeProblem.of(thrown, "mend its constructor");
    return thrown instanceof LinkageError
        ? problem
        : new CodeProblem(
            "its constructor threw " + problem.reason(), problem.remedy(), problem.kind());
  }
}
