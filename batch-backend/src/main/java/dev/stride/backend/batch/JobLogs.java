// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.spi.OutputSink;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.batch.model.ContainerDetail;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** What containers have printed, where they have not kept it themselves. Thread-safe. */
final class JobLogs {
  private static final String GROUP = "/aws/batch/job";
  private static final int MOST_PAGES = 100;

  private final CloudWatchLogsClient client;

  JobLogs(CloudWatchLogsClient client) {
    this.client = client;
  }

  /** Copies a container's log, page by page until its token stays; a missing one is a remark. */
  void copy(@Nullable ContainerDetail container, OutputSink output) {
    String stream = container == null ? null : container.logStreamName();
    if (stream == null) {
      return;
    }
    try {
      String token = null;
      for (int page = 0; page < MOST_PAGES; page++) {
        GetLogEventsResponse events = page(stream, token);
        events.events().forEach(event -> write(event, output));
        if (Objects.equals(events.nextForwardToken(), token)) {
          return;
        }
        token = events.nextForwardToken();
      }
    } catch (RuntimeException e) {
      print("stride: no log of " + stream + ": " + e.getMessage(), output);
    }
  }

  private GetLogEventsResponse page(String stream, @Nullable String token) {
    return client.getLogEvents(
        ask -> ask.logGroupName(GROUP).logStreamName(stream).startFromHead(true).nextToken(token));
  }

  private static void write(OutputLogEvent event, OutputSink output) {
    print(event.message(), output);
  }

  private static void print(String line, OutputSink output) {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    output.write(text, 0, text.length);
  }
}
