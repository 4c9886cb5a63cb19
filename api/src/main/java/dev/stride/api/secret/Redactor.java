// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Replaces the secrets that it has been told of by {@code ***}: as they are, and as base64, URLs
 * and JSON write them. Costs nothing until it knows one. Thread-safe.
 */
public final class Redactor {
  private final Set<String> known = new HashSet<>();
  private volatile SecretPatterns patterns = SecretPatterns.of(Set.of());

  /** Learns secrets. */
  public synchronized void add(Collection<Secret> secrets) {
    boolean isNew = false;
    for (Secret secret : secrets) {
      isNew |= known.add(secret.reveal());
    }
    if (isNew) {
      patterns = SecretPatterns.of(known);
    }
  }

  SecretPatterns patterns() {
    return patterns;
  }

  /** The text without secrets. */
  public String redacted(String text) {
    if (patterns.isEmpty()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    RedactedOutput output = new RedactedOutput(this, clean::write);
    output.write(bytes, 0, bytes.length);
    output.end();
    return output.hasFound() ? clean.toString(StandardCharsets.UTF_8) : text;
  }

  /** A sink that hands on what it is given without secrets, wherever the pieces end. */
  public OutputSink redacted(OutputSink sink) {
    return new RedactedOutput(this, sink);
  }

  /** What was thrown, or a description of it without secrets if it tells any. */
  public Throwable redacted(Throwable thrown) {
    if (patterns.isEmpty() || thrown instanceof ProcessEnded || !tells(thrown)) {
      return thrown;
    }
    return new RemoteFailure(description(thrown));
  }

  /** By its trace, or by what records take of it, which its trace may leave out. */
  private boolean tells(Throwable thrown) {
    return isInTrace(thrown) || !description(thrown).equals(FailureDescription.of(thrown));
  }

  private boolean isInTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException | Error e) {
      return true;
    }
    return !redacted(text.toString()).equals(text.toString());
  }

  /** Describes {@code thrown} without secrets. */
  public FailureDescription description(Throwable thrown) {
    return FailureDescription.of(thrown, this::redacted);
  }
}
