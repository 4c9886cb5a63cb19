// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.List;
import java.util.Map;

/**
 * A step as another process finds it again, with the arguments that all tasks of its stage share:
 * the process makes the workflow from its class, defines it with the parameters and takes the step
 * of that name. No code and no object travels. A process that was given an equal one need not be
 * given it again; values are equal if they are the same array.
 *
 * @param workflow the workflow's class, public with a public constructor without parameters
 * @param jar the jar that holds it, or empty for the class path
 * @param parameters the workflow's parameters as text, by name
 * @param step the step's name
 * @param arguments one per input of the step, in order
 */
public record RemoteStep(
    String workflow,
    String jar,
    Map<String, String> parameters,
    String step,
    List<Argument> arguments) {
  public RemoteStep {
    parameters = Map.copyOf(parameters);
    arguments = List.copyOf(arguments);
  }

  /** What a step is given for one of its inputs. */
  public sealed interface Argument {

    /**
     * A value.
     *
     * @param json the value as JSON of the type that its step or parameter declares
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(byte[] json) implements Argument {}

    /** The element of a {@code foreach} that the task is for; it comes with each call. */
    record Element() implements Argument {}

    /**
     * A dataset that the workflow itself reads.
     *
     * @param name its node's name
     */
    record Source(String name) implements Argument {}

    /**
     * A dataset that an earlier step has written.
     *
     * @param step that step's name, which declares the type of the rows
     * @param format {@code Parquet} or {@code Arrow}
     * @param folder the absolute path of its files
     */
    record Files(String step, String format, String folder) implements Argument {}
  }
}
