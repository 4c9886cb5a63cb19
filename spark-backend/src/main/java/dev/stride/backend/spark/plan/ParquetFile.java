// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceFile;
import dev.stride.api.spi.SourceMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file, of this machine or an object.
 *
 * @param name what people call it
 * @param path what Spark reads
 * @param size its bytes
 * @param changed when it last changed, in milliseconds
 */
record ParquetFile(String name, String path, long size, long changed) {
  private static final String SUFFIX = ".parquet";
  private static final int MAGIC = 4;

  static ParquetFile of(SourceFile file) {
    return new ParquetFile(
        file.file().toString(),
        HadoopPaths.plain(file.file()),
        file.size(),
        file.modified().toMillis());
  }

  /**
   * The files right below a location of objects.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there are none
   */
  static List<ParquetFile> in(Scan scan, Configuration hadoop) {
    Path folder = new Path(StoreObjects.path(scan.source().path()));
    try {
      List<ParquetFile> files =
          Arrays.stream(folder.getFileSystem(hadoop).listStatus(folder))
              .filter(file -> file.isFile() && file.getPath().getName().endsWith(SUFFIX))
              .sorted()
              .map(ParquetFile::of)
              .toList();
      if (files.isEmpty()) {
        throw missing(scan, "there are no such objects");
      }
      return files;
    } catch (IOException e) {
      throw missing(scan, String.valueOf(e.getMessage()));
    }
  }

  private static ParquetFile of(FileStatus file) {
    String path = file.getPath().toString();
    return new ParquetFile(path, path, file.getLen(), file.getModificationTime());
  }

  private static StrideException missing(Scan scan, String reason) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        SourceMessages.cannotRead(scan)
            + scan.source().path()
            + " ("
            + reason
            + "; check the location, and the rights of Spark's machines)");
  }

  /** How its parts are read. */
  InputFile input(Configuration hadoop) throws IOException {
    return path.startsWith(HadoopPaths.LOCAL)
        ? new LocalInputFile(java.nio.file.Path.of(name))
        : HadoopInputFile.fromPath(new Path(path), hadoop);
  }

  /** Whether it begins as every Parquet file does. */
  boolean beginsLikeParquet(Configuration hadoop) {
    try (SeekableInputStream bytes = input(hadoop).newStream()) {
      return new String(bytes.readNBytes(MAGIC), StandardCharsets.ISO_8859_1).equals("PAR1");
    } catch (IOException e) {
      return false;
    }
  }
}
