// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.spi.DatasetReader;
import dev.stride.testing.contract.AlgebraContract;

/** The oracle keeps the promises that engines are held to; their answers are written by hand. */
class ReferenceInterpreterTest extends AlgebraContract {

  @Override
  protected DatasetReader reader() {
    return new ReferenceInterpreter().reader();
  }
}
