// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.Workflow;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines workflows again from their classes, and keeps the last one. Not thread-safe. */
final class Workflows {
  private record Key(String workflow, String jar, Map<String, String> parameters) {}

  private @Nullable Key known;
  private @Nullable WorkflowDefinition definition;
  private String jar = "";
  private ClassLoader loader = Workflows.class.getClassLoader();

  /**
   * The definition of a workflow.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there is no such class, or it cannot
   *     be made
   */
  WorkflowDefinition of(Message.Prepare prepare) {
    Key key = new Key(prepare.workflow(), prepare.jar(), prepare.parameters());
    WorkflowDefinition last = definition;
    if (last == null || !key.equals(known)) {
      last = WorkflowDefinition.of(make(prepare), prepare.parameters());
      definition = last;
      known = key;
    }
    return last;
  }

  private Workflow make(Message.Prepare prepare) {
    try {
      return Class.forName(prepare.workflow(), true, loader(prepare))
          .asSubclass(Workflow.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw cannot(prepare, "there is no such class", e);
    } catch (InvocationTargetException e) {
      throw cannot(prepare, "its constructor threw " + e.getCause(), e);
    } catch (ReflectiveOperationException | MalformedURLException e) {
      throw cannot(prepare, e.toString(), e);
    }
  }

  private ClassLoader loader(Message.Prepare prepare) throws MalformedURLException {
    String wanted = prepare.jar();
    if (!wanted.equals(jar)) {
      JarDigest.check(wanted, prepare.jarDigest());
      URL url = Path.of(wanted).toUri().toURL();
      // Lives as long as the process: steps load their classes whenever they need them.
      loader = new URLClassLoader(new URL[] {url}, Workflows.class.getClassLoader());
      jar = wanted;
    }
    return loader;
  }

  private static StrideException cannot(Message.Prepare prepare, String reason, Exception cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot make workflow "
            + prepare.workflow()
            + " in a worker process: "
            + reason
            + " (declare a public class with a public constructor without parameters, or run the"
            + " step on a thread)",
        cause);
  }
}
