// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.spi.DatasetReader;
import dev.stride.testing.contract.RowsContract;

class ReferenceRowsTest extends RowsContract {

  @Override
  protected DatasetReader reader() {
    return new ReferenceInterpreter().reader();
  }
}
