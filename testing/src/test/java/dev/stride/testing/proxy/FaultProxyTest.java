// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.testing.proxy.ProxyFault.Answer;
import dev.stride.testing.proxy.ProxyFault.BlackHole;
import dev.stride.testing.proxy.ProxyFault.Corrupt;
import dev.stride.testing.proxy.ProxyFault.Delay;
import dev.stride.testing.proxy.ProxyFault.Drip;
import dev.stride.testing.proxy.ProxyFault.DropReply;
import dev.stride.testing.proxy.ProxyFault.Refuse;
import dev.stride.testing.proxy.ProxyFault.Reset;
import dev.stride.testing.proxy.ProxyFault.Truncate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Service service;

  @BeforeEach
  void start() throws Exception {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private FaultProxy proxy(FaultSchedule schedule) {
    return FaultProxy.http(service.address(), schedule);
  }

  private HttpResponse<String> get(FaultProxy proxy, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(proxy.uri().resolve(path)).build(), BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<byte[]> put(FaultProxy proxy, HttpRequest.BodyPublisher body)
      throws Exception {
    HttpRequest request = HttpRequest.newBuilder(proxy.uri().resolve("/echo")).PUT(body).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void forwardsWhatItLeavesAlone() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.never())) {
      HttpResponse<String> reply = get(proxy, "/hello?a=1");

      assertThat(reply.body()).isEqualTo("hello, world");
      assertThat(reply.headers().firstValue("Content-Length")).contains("12");
      assertThat(get(proxy, "/nothing").statusCode()).isEqualTo(204);
      assertThat(get(proxy, "/missing").statusCode()).isEqualTo(404);
      assertThat(proxy.exchanges())
          .containsExactly(
              new ProxyExchange(new ProxyRequest(1, "GET", "/hello?a=1"), Optional.empty(), 200),
              new ProxyExchange(new ProxyRequest(2, "GET", "/nothing"), Optional.empty(), 204),
              new ProxyExchange(new ProxyRequest(3, "GET", "/missing"), Optional.empty(), 404));
      assertThat(proxy.hasStruck()).isFalse();
    }
  }

  @Test
  void forwardsBodiesOfKnownAndUnknownLength() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    try (FaultProxy proxy = proxy(FaultSchedule.never())) {
      assertThat(put(proxy, BodyPublishers.ofByteArray(bytes)).body()).isEqualTo(bytes);
      assertThat(
              put(proxy, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                  .body())
          .isEqualTo(bytes);
      assertThat(put(proxy, BodyPublishers.noBody()).body()).isEmpty();
    }
  }

  @Test
  void forwardsHeadsWithoutBodies() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.never())) {
      HttpRequest head =
          HttpRequest.newBuilder(proxy.uri().resolve("/hello"))
              .method("HEAD", BodyPublishers.noBody())
              .build();
      HttpResponse<String> reply = client.send(head, BodyHandlers.ofString());

      assertThat(reply.headers().firstValue("Content-Length")).contains("12");
      assertThat(reply.body()).isEmpty();
      assertThat(get(proxy, "/hello").body()).isEqualTo("hello, world");
    }
  }

  @Test
  void letsAClientWaitForLeaveToSendItsBody() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.never())) {
      HttpRequest request =
          HttpRequest.newBuilder(proxy.uri().resolve("/echo"))
              .expectContinue(true)
              .PUT(BodyPublishers.ofString("after leave"))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("after leave");
    }
  }

  @Test
  void keepsConnectionsOpenBetweenExchanges() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.nth(2, new Answer(503)));
        Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      InputStream in = socket.getInputStream();
      for (String status : List.of("200", "503", "200")) {
        socket.getOutputStream().write("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
        HttpHead head = HttpHead.read(in);
        assertThat(head.word(1)).isEqualTo(status);
        in.skipNBytes(head.length().orElseThrow());
      }
    }
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void refusesBeforeTheServiceHearsOfIt() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.always(new Refuse()))) {
      assertThatThrownBy(() -> get(proxy, "/hello")).isInstanceOf(IOException.class);
    }
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void resetsWithinAReply() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.always(new Reset(5)))) {
      assertThatThrownBy(() -> get(proxy, "/hello")).isInstanceOf(IOException.class);
      assertThat(service.asked()).isNotEmpty();
      assertThat(proxy.exchanges()).first().extracting(ProxyExchange::status).isEqualTo(200);
    }
  }

  @Test
  void cutsAReplyShort() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.always(new Truncate(5)));
        Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      socket.getOutputStream().write("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));

      String reply = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(reply).endsWith("\r\n\r\nhello").containsIgnoringCase("Content-Length: 12");
    }
  }

  @Test
  void dropsTheReplyOfAServiceThatHasDoneItsWork() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.nth(1, new DropReply()))) {
      HttpRequest post =
          HttpRequest.newBuilder(proxy.uri().resolve("/hello"))
              .POST(BodyPublishers.ofString("x"))
              .build();

      assertThatThrownBy(() -> client.send(post, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      assertThat(service.asked()).containsExactly("POST /hello");
      assertThat(proxy.exchanges())
          .containsExactly(
              new ProxyExchange(
                  new ProxyRequest(1, "POST", "/hello"), Optional.of(new DropReply()), 200));
      assertThat(client.send(post, BodyHandlers.ofString()).body()).isEqualTo("hello, world");
    }
  }

  @Test
  void asksTheServiceLater() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.nth(1, new Delay(Duration.ofDays(1))))) {
      HttpRequest request =
          HttpRequest.newBuilder(proxy.uri().resolve("/hello"))
              .timeout(Duration.ofMillis(50))
              .build();

      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
      assertThat(service.asked()).isEmpty();
    }
    try (FaultProxy proxy = proxy(FaultSchedule.nth(1, new Delay(Duration.ofMillis(1))))) {
      assertThat(get(proxy, "/hello").body()).isEqualTo("hello, world");
    }
  }

  @Test
  void neverAnswersAsABlackHole() throws Exception {
    FaultProxy proxy = proxy(FaultSchedule.always(new BlackHole()));
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(
            HttpRequest.newBuilder(proxy.uri().resolve("/hello")).build(), BodyHandlers.ofString());
    while (proxy.exchanges().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(waiting).isNotDone();

    proxy.close();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void answersInTheServicesPlace() throws Exception {
    Answer slowDown = new Answer(503, Map.of("Retry-After", "7"), "slow down");
    try (FaultProxy proxy = proxy(FaultSchedule.always(slowDown))) {
      HttpResponse<byte[]> reply = put(proxy, BodyPublishers.ofByteArray(new byte[50_000]));

      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.headers().firstValue("Retry-After")).contains("7");
      assertThat(new String(reply.body(), UTF_8)).isEqualTo("slow down");
    }
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void turnsOverOneBitOfABody() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.always(new Corrupt(4)))) {
      assertThat(get(proxy, "/hello").body()).isEqualTo("helln, world");
      assertThat(new String(put(proxy, BodyPublishers.ofString("in chunks")).body(), UTF_8))
          .isEqualTo("in ciunks");
    }
  }

  @Test
  void letsABodyDrip() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.always(new Drip(5, Duration.ofMillis(1))))) {
      assertThat(get(proxy, "/hello").body()).isEqualTo("hello, world");
    }
  }

  @Test
  void passesABodyThatIsLargerThanItsMemory() throws Exception {
    long bytes = Runtime.getRuntime().maxMemory() + 1;
    try (FaultProxy proxy = proxy(FaultSchedule.never())) {
      HttpRequest request = HttpRequest.newBuilder(proxy.uri().resolve("/zeros?" + bytes)).build();
      try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
        assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(bytes);
      }
    }
  }

  @Test
  void strikesWhatItsScheduleNames() {
    Refuse fault = new Refuse();
    assertThat(struck(FaultSchedule.never())).isEmpty();
    assertThat(struck(FaultSchedule.always(fault))).hasSize(20);
    assertThat(struck(FaultSchedule.nth(3, fault))).containsExactly(3);
    assertThat(struck(FaultSchedule.from(18, fault))).containsExactly(18, 19, 20);
    assertThat(struck(FaultSchedule.random(7, 0.5, fault)))
        .isEqualTo(struck(FaultSchedule.random(7, 0.5, fault)))
        .hasSizeBetween(1, 19);
    assertThat(struck(FaultSchedule.nth(2, fault).where(request -> request.number() % 5 == 0)))
        .containsExactly(10);
    assertThat(struck(FaultSchedule.nth(2, fault).or(FaultSchedule.nth(4, fault))))
        .containsExactly(2, 4);
    assertThatThrownBy(() -> FaultSchedule.random(7, 1.5, fault))
        .hasMessage("Invalid probability: 1.5 (must be from 0 to 1)");
  }

  private static List<Integer> struck(FaultSchedule schedule) {
    return IntStream.rangeClosed(1, 20)
        .filter(
            number -> schedule.faultOf(new ProxyRequest(number, "GET", "/" + number)).isPresent())
        .boxed()
        .toList();
  }

  @Test
  void refusesFaultsThatCannotBe() {
    assertThatThrownBy(() -> new Answer(99))
        .hasMessage("Invalid status: 99 (must be from 200 to 599)");
    assertThatThrownBy(() -> new Reset(-1)).hasMessage("Invalid bytes: -1 (must be >= 0)");
    assertThatThrownBy(() -> new Drip(0, Duration.ofMillis(1)))
        .hasMessage("Invalid bytes: 0 (must be >= 1)");
    assertThatThrownBy(() -> new Delay(Duration.ZERO))
        .hasMessage("Invalid duration: PT0S (must be longer than zero)");
  }

  @Test
  void strikesEveryRequestOnceAndThenNone() throws Exception {
    int struck =
        EveryRequest.of(
            service.address(),
            new Answer(500),
            10,
            proxy -> {
              for (int number = 0; number < 3; number++) {
                assertThat(get(proxy, "/hello").statusCode()).isIn(200, 500);
              }
            });

    assertThat(struck).isEqualTo(3);
    assertThatThrownBy(
            () -> EveryRequest.of(service.address(), new Answer(500), 1, proxy -> askTwice(proxy)))
        .hasMessage("Cannot end: request 2 was made (allow more than 1)");
  }

  private void askTwice(FaultProxy proxy) throws Exception {
    get(proxy, "/hello");
    get(proxy, "/hello");
  }

  @Test
  void forwardsBytesThatMeanNothingToIt() throws Exception {
    try (FaultProxy proxy = FaultProxy.tcp(service.address(), FaultSchedule.never())) {
      assertThat(get(proxy, "/hello").body()).isEqualTo("hello, world");
      assertThat(proxy.exchanges())
          .containsExactly(new ProxyExchange(new ProxyRequest(1, "", ""), Optional.empty(), 0));
    }
    for (ProxyFault fault : List.of(new Refuse(), new Reset(7), new Truncate(7), new DropReply())) {
      try (FaultProxy proxy = FaultProxy.tcp(service.address(), FaultSchedule.always(fault))) {
        assertThatThrownBy(() -> get(proxy, "/hello")).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void leavesNothingBehindWhenItIsClosed() throws Exception {
    FaultProxy proxy = proxy(FaultSchedule.never());
    try (Socket idle = new Socket(proxy.address().getAddress(), proxy.address().getPort());
        Socket half = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      half.getOutputStream().write("GET /hello HT".getBytes(UTF_8));
      get(proxy, "/hello");

      proxy.close();

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("stride-proxy-"));
      assertThatThrownBy(() -> get(proxy, "/hello")).isInstanceOf(IOException.class);
      assertThat(idle.isConnected()).isTrue();
    }
  }

  @Test
  void endsAConnectionThatSpeaksNoHttp() throws Exception {
    try (FaultProxy proxy = proxy(FaultSchedule.never());
        Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
      socket.getOutputStream().write("what\r\n\r\n".getBytes(UTF_8));

      assertThatThrownBy(() -> socket.getInputStream().readNBytes(1))
          .isInstanceOf(IOException.class);
    }
  }
}
