// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.spi.FailureDescription;
import java.util.List;
import java.util.Map;

/** What orchestrator and worker say to each other; some are followed by bytes. */
public sealed interface Message {

  /**
   * Orchestrator: what the worker reads datasets with. Comes first.
   *
   * @param backend the name of a backend
   * @param settings its settings
   */
  record Open(String backend, Map<String, String> settings) implements Message {
    public Open {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Orchestrator: the step that the following calls are of. The JSON of each value follows as a
   * {@link Shared}.
   *
   * @param workflow the workflow's class
   * @param jar the jar that holds it, or empty
   * @param jarDigest the SHA-256 that the jar must have
   * @param parameters its parameters as text
   * @param step the step's name
   * @param inputs one per input of the step, in order
   * @param secrets the names of the secrets that it needs
   * @param secretSettings where the worker looks up those that no {@link Carried} brings
   */
  record Prepare(
      String workflow,
      String jar,
      String jarDigest,
      Map<String, String> parameters,
      String step,
      List<Input> inputs,
      List<String> secrets,
      Map<String, String> secretSettings)
      implements Message {
    public Prepare {
      parameters = Map.copyOf(parameters);
      inputs = List.copyOf(inputs);
      secrets = List.copyOf(secrets);
      secretSettings = Map.copyOf(secretSettings);
    }
  }

  /**
   * Orchestrator: a secret that only it can find, as bytes of text: a message prints, they do not.
   *
   * @param secret its name
   */
  record Carried(String secret) implements Message {}

  /**
   * Orchestrator: a value that all calls share, as bytes of JSON.
   *
   * @param input the number of the input, from 0
   */
  record Shared(int input) implements Message {}

  /**
   * Orchestrator: a call, with the JSON of its element as bytes, if it has one.
   *
   * @param call its number
   * @param label what threads call it
   */
  record Call(long call, String label) implements Message {}

  /**
   * Orchestrator: interrupts a call, unless it has ended.
   *
   * @param call its number
   */
  record Interrupt(long call) implements Message {}

  /** Worker: it is ready for its first call. */
  record Ready() implements Message {}

  /**
   * Worker: the step's body starts.
   *
   * @param call the call's number
   */
  record Started(long call) implements Message {}

  /**
   * Worker: code of the step ends the process, by {@code System.exit} or in another orderly way.
   */
  record Exiting() implements Message {}

  /** Worker: what the call has printed, as bytes. */
  record Printed() implements Message {}

  /**
   * Worker: the result, as bytes of JSON.
   *
   * @param call the call's number
   * @param left what it left behind
   */
  record Returned(long call, Remains left) implements Message {}

  /**
   * Worker: the call has no result.
   *
   * @param call the call's number
   * @param thrown what it threw
   * @param left what it left behind
   */
  record Threw(long call, FailureDescription thrown, Remains left) implements Message {}

  /** Where an argument comes from. */
  enum Origin {
    /** A value; a {@link Shared} brings it. */
    VALUE,
    /** The element of a call. */
    ELEMENT,
    /** A dataset that the workflow reads, by its name. */
    SOURCE,
    /** Files of Parquet. */
    PARQUET,
    /** Files of Arrow. */
    ARROW
  }

  /**
   * An argument of a step.
   *
   * @param origin where it comes from
   * @param name the node that yields a dataset, or empty
   * @param folder where files are, or empty
   */
  record Input(Origin origin, String name, String folder) {}

  /**
   * What a call left behind in its process.
   *
   * @param threads that keep a process alive, at most 20 of their names
   * @param processes whether it started any, which may or may not have ended
   */
  record Remains(List<String> threads, boolean processes) {
    public Remains {
      threads = List.copyOf(threads);
    }
  }
}
