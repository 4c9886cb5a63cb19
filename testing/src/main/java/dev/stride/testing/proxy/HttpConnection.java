// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import dev.stride.testing.proxy.ProxyFault.Answer;
import dev.stride.testing.proxy.ProxyFault.BlackHole;
import dev.stride.testing.proxy.ProxyFault.Delay;
import dev.stride.testing.proxy.ProxyFault.DropReply;
import dev.stride.testing.proxy.ProxyFault.Refuse;
import dev.stride.testing.proxy.ProxyFault.Reset;
import dev.stride.testing.proxy.ProxyFault.Truncate;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection of a client, with its exchanges one after the other. */
final class HttpConnection implements Connection {
  private static final int CONTINUE = 100;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final FaultProxy proxy;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(FaultProxy proxy, Socket client) throws IOException {
    this.proxy = proxy;
    this.in = new BufferedInputStream(client.getInputStream());
    this.out = client.getOutputStream();
  }

  @Override
  public void serve() throws IOException {
    boolean goesOn = true;
    while (goesOn) {
      HttpHead head = HttpHead.read(in);
      goesOn = head != null && exchange(head);
    }
  }

  private boolean exchange(HttpHead head) throws IOException {
    ProxyRequest request = proxy.next(head.word(0), head.word(1));
    Optional<ProxyFault> fault = proxy.faultOf(request);
    ProxyFault here = fault.orElse(null);
    if (here instanceof Refuse) {
      proxy.record(request, fault, 0);
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
    if (here instanceof BlackHole) {
      proxy.record(request, fault, 0);
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    }
    if (here instanceof Answer answer) {
      return answer(head, request, answer);
    }
    if (here instanceof Delay delay) {
      proxy.pauses().pause(delay.duration());
    }
    try (Socket service = proxy.connect()) {
      return forward(head, request, fault, service);
    }
  }

  private boolean answer(HttpHead head, ProxyRequest request, Answer answer) throws IOException {
    boolean goesOn = !head.closes() && !head.expectsContinue();
    if (goesOn) {
      copyRequest(head, OutputStream.nullOutputStream());
    }
    proxy.record(request, Optional.of(answer), answer.status());
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    List<String> fields = new ArrayList<>(List.of("Content-Length: " + body.length));
    answer.headers().forEach((name, value) -> fields.add(name + ": " + value));
    if (!goesOn) {
      fields.add("Connection: close");
    }
    new HttpHead("HTTP/1.1 " + answer.status() + " from the proxy", fields).write(out);
    if (!request.method().equals("HEAD")) {
      out.write(body);
      out.flush();
    }
    return goesOn;
  }

  private boolean forward(
      HttpHead head, ProxyRequest request, Optional<ProxyFault> fault, Socket service)
      throws IOException {
    InputStream answers = new BufferedInputStream(service.getInputStream());
    head.write(service.getOutputStream());
    Optional<HttpHead> early = head.expectsContinue() ? refusal(answers) : Optional.empty();
    if (early.isEmpty()) {
      copyRequest(head, service.getOutputStream());
    }
    HttpHead reply = early.isPresent() ? early.get() : reply(answers);
    proxy.record(request, fault, reply.status());
    if (fault.orElse(null) instanceof DropReply) {
      copyReply(request, reply, answers, OutputStream.nullOutputStream(), Optional.empty());
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
    reply.write(out);
    boolean isDelimited = copyReply(request, reply, answers, out, fault);
    end(fault);
    return isDelimited && early.isEmpty() && !head.closes() && !reply.closes();
  }

  /** What the service says to a client that waits before it sends its body. */
  private Optional<HttpHead> refusal(InputStream answers) throws IOException {
    HttpHead first = present(HttpHead.read(answers));
    if (first.status() != CONTINUE) {
      return Optional.of(first);
    }
    first.write(out);
    return Optional.empty();
  }

  private HttpHead reply(InputStream answers) throws IOException {
    HttpHead reply = present(HttpHead.read(answers));
    while (reply.status() < 200) {
      reply.write(out);
      reply = present(HttpHead.read(answers));
    }
    return reply;
  }

  private static HttpHead present(@Nullable HttpHead head) throws IOException {
    if (head == null) {
      throw new EOFException("the service does not answer");
    }
    return head;
  }

  private void copyRequest(HttpHead head, OutputStream to) throws IOException {
    HttpBody body = new HttpBody(in, to, to);
    if (head.isChunked()) {
      body.copyChunks();
    } else {
      body.copyLength(head.length().orElse(0L));
    }
  }

  /**
   * @return whether the body's end is told by more than the end of the connection
   */
  private boolean copyReply(
      ProxyRequest request,
      HttpHead reply,
      InputStream answers,
      OutputStream to,
      Optional<ProxyFault> fault)
      throws IOException {
    if (request.method().equals("HEAD")
        || reply.status() == NO_CONTENT
        || reply.status() == NOT_MODIFIED) {
      return true;
    }
    HttpBody body = new HttpBody(answers, to, new FaultyBody(to, fault, proxy.pauses()));
    if (reply.isChunked()) {
      body.copyChunks();
    } else if (reply.length().isPresent()) {
      body.copyLength(reply.length().get());
    } else {
      body.copyAll();
      return false;
    }
    return true;
  }

  /** A body that is shorter than the fault has arrived whole; the connection ends all the same. */
  private static void end(Optional<ProxyFault> fault) throws IOException {
    if (fault.orElse(null) instanceof Reset) {
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
    if (fault.orElse(null) instanceof Truncate) {
      throw new EndOfExchange(ConnectionEnd.CLOSE);
    }
  }
}
