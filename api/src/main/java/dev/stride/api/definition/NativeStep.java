// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.policy.Layer;
import java.io.Serializable;
import java.lang.reflect.Type;

/**
 * A step that is written in the types of one engine and runs there only; made by that engine's
 * backend, which hands the method what it wants.
 *
 * @param layer the engine's layer
 * @param function the user's, a method reference: gives the step its name, decorators and code
 * @param resultType what other steps get: a dataset or a value
 * @param body calls the method
 */
public record NativeStep(Layer layer, Serializable function, Type resultType, Body body) {

  /** Calls a method in an engine's types. */
  @FunctionalInterface
  public interface Body extends Serializable {
    /**
     * Calls it.
     *
     * @param arguments as any other step gets them: datasets, values and parameters
     * @return what other steps get
     * @throws Exception whatever the method throws
     */
    Object call(Object... arguments) throws Exception;
  }
}
