// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.Secret;
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
 * @param secrets what it needs besides
 */
public record RemoteStep(
    String workflow,
    String jar,
    Map<String, String> parameters,
    String step,
    List<Argument> arguments,
    Secrets secrets) {
  public RemoteStep {
    parameters = Map.copyOf(parameters);
    arguments = List.copyOf(arguments);
  }

  /**
   * The secrets of a step. The process that runs it looks them up itself, but for those that it
   * cannot find where it is.
   *
   * @param names their names
   * @param settings where they are looked up, for {@link dev.stride.api.secret.SecretSources}
   * @param carried those that only this process can find; they may leave it over a connection that
   *     nobody else reads, and in no other way
   */
  public record Secrets(
      List<String> names, Map<String, String> settings, Map<String, Secret> carried) {
    public Secrets {
      names = List.copyOf(names);
      settings = Map.copyOf(settings);
      carried = Map.copyOf(carried);
    }

    /** No secrets. */
    public static Secrets none() {
      return new Secrets(List.of(), Map.of(), Map.of());
    }
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
     * @param folder the absolute path of its files on this machine
     * @param stored the same files in the store
     */
    record Files(String step, String format, String folder, List<StoredFile> stored)
        implements Argument {
      public Files {
        stored = List.copyOf(stored);
      }
    }
  }
}
