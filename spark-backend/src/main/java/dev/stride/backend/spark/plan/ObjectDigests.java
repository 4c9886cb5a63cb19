// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.spi.StoredFile;
import dev.stride.api.spi.WrittenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The SHA-256 of objects that a job has written, by one more job: the executors read what they have
 * written, side by side, and the driver none of it.
 */
final class ObjectDigests {
  private static final String PARQUET = ".parquet";

  private final SparkSession session;
  private final Configuration hadoop;

  ObjectDigests(SparkSession session) {
    this.session = session;
    this.hadoop = session.sessionState().newHadoopConf();
  }

  /** The Parquet files in a folder, in the order of their names. */
  WrittenFiles of(String folder) throws IOException {
    Path path = new Path(folder);
    List<FileStatus> written =
        Arrays.stream(path.getFileSystem(hadoop).listStatus(path))
            .filter(file -> file.getPath().getName().endsWith(PARQUET))
            .sorted()
            .toList();
    List<String> paths = written.stream().map(file -> file.getPath().toString()).toList();
    List<String> digests = digests(paths);
    List<StoredFile> files = new ArrayList<>();
    for (int index = 0; index < written.size(); index++) {
      FileStatus file = written.get(index);
      files.add(new StoredFile(file.getPath().getName(), file.getLen(), digests.get(index)));
    }
    return new WrittenFiles(files);
  }

  private List<String> digests(List<String> paths) {
    if (paths.isEmpty()) {
      return List.of();
    }
    Dataset<String> one = session.createDataset(paths, Encoders.STRING());
    return one
        .repartition(paths.size())
        .map(new DigestOfObject(new SerializableConfiguration(hadoop)), Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  /** On an executor: the path, a blank, the digest. */
  private record DigestOfObject(SerializableConfiguration hadoop)
      implements MapFunction<String, String> {
    private static final int BUFFER = 1 << 20;

    @Override
    public String call(String text) throws IOException, NoSuchAlgorithmException {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Path path = new Path(text);
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = path.getFileSystem(hadoop.value()).open(path)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
      return text + " " + HexFormat.of().formatHex(digest.digest());
    }
  }
}
