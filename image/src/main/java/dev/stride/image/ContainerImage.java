// SPDX-License-Identifier: Apache-2.0
package dev.stride.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * An image that runs steps: a Java, the jars of a build with the list of their digests, and {@code
 * ContainerMain} as what it starts. Equal inputs make equal layers.
 *
 * @param jars the folder with the jars, and native libraries beside them
 * @param name what the image is called, {@code NAME:TAG}
 * @param base an image with a Java 17 at {@code java} on its path; empty for one with nothing else
 */
record ContainerImage(Path jars, String name, String base) {
  private static final String LIB = "/opt/stride/lib";
  private static final String DIGESTS = "digests.txt";
  private static final String NOBODY = "65532:65532";
  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
  private static final FilePermissions ANYBODY = FilePermissions.fromOctalString("777");

  /** Where an image goes. */
  sealed interface Destination {
    /** A file that {@code docker load} and its kin read. */
    record Tar(Path file) implements Destination {}

    /** A registry, with the credentials of Docker's configuration. */
    record Registry(boolean isInsecure) implements Destination {}
  }

  /**
   * Builds the image.
   *
   * @return its digest
   * @throws IOException with a message that says what is wrong
   */
  String build(Destination destination) throws IOException {
    Path work = Files.createTempDirectory("stride-image-");
    try {
      JibContainerBuilder builder = base.isEmpty() ? fromNothing(work) : Jib.from(base);
      builder
          .addFileEntriesLayer(layer("dependencies", false, work))
          .addFileEntriesLayer(layer("stride", true, work))
          .setEntrypoint(entrypoint())
          .setUser(NOBODY)
          .addEnvironmentVariable("HOME", "/tmp")
          .addEnvironmentVariable("LANG", "C.UTF-8")
          .setCreationTime(Instant.EPOCH);
      JibContainer made = builder.containerize(containerizer(destination).setToolName("stride"));
      return made.getImageId().toString();
    } catch (InvalidImageReferenceException e) {
      throw new IOException("Cannot name image: " + e.getInvalidReference(), e);
    } catch (RegistryException | ExecutionException | CacheDirectoryCreationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("Cannot build image " + name + ": " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      delete(work);
    }
  }

  private JibContainerBuilder fromNothing(Path work) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
    JavaRuntime java = JavaRuntime.linkedInto(work.resolve("java"));
    for (Map.Entry<String, Path> file : java.files(nativeLibraries()).entrySet()) {
      layer.addEntry(file.getValue(), AbsoluteUnixPath.get(file.getKey()), EXECUTABLE);
    }
    Path empty = Files.createDirectory(work.resolve("tmp"));
    layer.addEntry(empty, AbsoluteUnixPath.get("/tmp"), ANYBODY);
    Path users = work.resolve("passwd");
    Files.writeString(users, "root:x:0:0::/:\nstride:x:65532:65532::/tmp:\n");
    layer.addEntry(users, AbsoluteUnixPath.get("/etc/passwd"));
    return Jib.fromScratch().addFileEntriesLayer(layer.build());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(jars)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> isJar(file) || isNative(file))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
      if (files.stream().noneMatch(ContainerImage::isJar)) {
        throw new IOException("Cannot find jars: " + jars + " (build the project first)");
      }
      return files;
    }
  }

  private List<Path> nativeLibraries() throws IOException {
    return files().stream().filter(ContainerImage::isNative).toList();
  }

  private static boolean isJar(Path file) {
    return file.toString().endsWith(".jar");
  }

  private static boolean isNative(Path file) {
    return file.toString().contains(".so");
  }

  /** What changes often is a layer of its own. */
  private FileEntriesLayer layer(String layerName, boolean isOwn, Path work) throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(layerName);
    List<String> digests = new ArrayList<>();
    for (Path file : files()) {
      String fileName = String.valueOf(file.getFileName());
      digests.add(sha256(file) + " " + fileName);
      if (fileName.startsWith("stride-") == isOwn) {
        layer.addEntry(file, AbsoluteUnixPath.get(LIB + "/" + fileName));
      }
    }
    if (isOwn) {
      Path list = work.resolve(DIGESTS);
      Files.write(list, digests, StandardCharsets.UTF_8);
      layer.addEntry(list, AbsoluteUnixPath.get(LIB + "/" + DIGESTS));
    }
    return layer.build();
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process that starts and watches the step's own, which has what is left of the memory. */
  private List<String> entrypoint() {
    return List.of(
        base.isEmpty() ? JavaRuntime.HOME + "/bin/java" : "java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-Dslf4j.internal.verbosity=WARN",
        "-Dstride.image.jars=" + LIB,
        "-cp",
        LIB + "/*",
        "dev.stride.container.ContainerMain");
  }

  private Containerizer containerizer(Destination destination)
      throws InvalidImageReferenceException {
    if (destination instanceof Destination.Tar tar) {
      return Containerizer.to(TarImage.at(tar.file()).named(name));
    }
    ImageReference reference = ImageReference.parse(name);
    boolean isInsecure = ((Destination.Registry) destination).isInsecure();
    return Containerizer.to(
            RegistryImage.named(reference)
                .addCredentialRetriever(
                    CredentialRetrieverFactory.forImage(reference, event -> {}).dockerConfig()))
        .setAllowInsecureRegistries(isInsecure);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
