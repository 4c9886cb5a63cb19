// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Spark master and a worker in processes of their own, on free ports of loopback. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_STARTED =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER_REGISTERED =
      Pattern.compile("Successfully registered with master");

  private final Subprocess master;
  private final Subprocess worker;
  private final String url;

  private StandaloneCluster(Subprocess master, Subprocess worker, String url) {
    this.master = master;
    this.worker = worker;
    this.url = url;
  }

  /** Starts one with 2 cores and 2 GiB for executors. */
  static StandaloneCluster start(SparkDistribution spark, Path folder) throws IOException {
    Subprocess master =
        start(
            spark,
            "master",
            folder,
            MASTER_STARTED,
            List.of("org.apache.spark.deploy.master.Master", "--port", "0"));
    try {
      String url = master.await(MASTER_STARTED).group(1);
      return new StandaloneCluster(master, worker(spark, folder, url), url);
    } catch (IOException | RuntimeException | Error e) {
      master.close();
      throw e;
    }
  }

  private static Subprocess worker(SparkDistribution spark, Path folder, String url)
      throws IOException {
    Subprocess worker =
        start(
            spark,
            "worker",
            folder,
            WORKER_REGISTERED,
            List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                "2",
                "--memory",
                "2g",
                "--work-dir",
                folder.resolve("work").toString(),
                url));
    try {
      worker.await(WORKER_REGISTERED);
      return worker;
    } catch (IOException | RuntimeException | Error e) {
      worker.close();
      throw e;
    }
  }

  private static Subprocess start(
      SparkDistribution spark, String name, Path folder, Pattern started, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(1, List.of("--host", "127.0.0.1", "--webui-port", "0"));
    return Subprocess.start(
        spark.command("spark-class", all), Files.createDirectory(folder.resolve(name)), started);
  }

  /** The address for {@code --master}. */
  String url() {
    return url;
  }

  /** The executors' processes: a worker starts nothing else in client mode. */
  List<ProcessHandle> executors() {
    return worker.children();
  }

  @Override
  public void close() {
    worker.close();
    master.close();
  }
}
