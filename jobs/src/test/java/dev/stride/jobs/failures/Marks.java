// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What attempts leave to be counted, wherever they run. */
interface Marks {
  /** Leaves one more mark of that name; tells how many there are. */
  int add(String name);

  /** Whether there is a mark of that name. */
  boolean has(String name);

  /** Those at a place: a folder, or the address of {@link MarksServer}. */
  static Marks at(String place) {
    return place.startsWith("http:") ? new Served(place) : new InFolder(Path.of(place));
  }

  /** Bytes of files. */
  record InFolder(Path folder) implements Marks {
    @Override
    public int add(String name) {
      Path file = folder.resolve(name);
      try {
        Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return (int) Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean has(String name) {
      return Files.exists(folder.resolve(name));
    }
  }

  /** Kept by the test's process for those that share no folder with it. */
  record Served(String address) implements Marks {
    @Override
    public int add(String name) {
      return ask(name, "POST");
    }

    @Override
    public boolean has(String name) {
      return ask(name, "GET") > 0;
    }

    private int ask(String name, String method) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/" + name))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      try {
        return Integer.parseInt(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
