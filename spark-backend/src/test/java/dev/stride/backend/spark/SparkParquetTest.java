// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.spi.Backend;
import dev.stride.testing.contract.ParquetContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SparkParquetTest extends ParquetContract {
  private static SparkBackend backend;

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend();
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected void writeParquet(Path file, String select) {
    SharedSpark.session().sql(select).coalesce(1).write().parquet(file.toString());
  }

  @Override
  protected String instantType() {
    return "TIMESTAMP";
  }
}
