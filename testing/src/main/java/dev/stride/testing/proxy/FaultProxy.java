// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Listens on loopback, forwards what it gets to a service, and does to some of it what a schedule
 * says. Over HTTP/1.1 a fault concerns one exchange, whichever connection it uses; connections stay
 * open between exchanges as client and service want it. Bodies pass piece by piece, whatever their
 * size. Closing it ends every connection and thread. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private interface Protocol {
    Connection connection(FaultProxy proxy, Socket client) throws IOException;
  }

  private final InetSocketAddress service;
  private final FaultSchedule schedule;
  private final Protocol protocol;
  private final ServerSocket listening;
  private final Pauses pauses = new Pauses();
  private final Set<Socket> sockets = new HashSet<>();
  private final Set<Thread> threads = new HashSet<>();
  private final List<ProxyExchange> exchanges = new ArrayList<>();
  private int requests;

  private FaultProxy(InetSocketAddress service, FaultSchedule schedule, Protocol protocol) {
    this.service = service;
    this.schedule = schedule;
    this.protocol = protocol;
    try {
      this.listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on loopback (allow the test to open ports)", e);
    }
    begin("accepting", this::accept);
  }

  /**
   * A proxy that understands HTTP/1.1.
   *
   * @param service where requests go
   */
  public static FaultProxy http(InetSocketAddress service, FaultSchedule schedule) {
    return new FaultProxy(service, schedule, HttpConnection::new);
  }

  /**
   * A proxy that forwards bytes. A fault concerns one connection, and what the service sends on it;
   * of an answer in the service's place only the body is sent.
   *
   * @param service where connections go
   */
  public static FaultProxy tcp(InetSocketAddress service, FaultSchedule schedule) {
    return new FaultProxy(service, schedule, TcpConnection::new);
  }

  /** Where the proxy listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
  }

  /** Where the proxy listens, {@code http://127.0.0.1:PORT}. */
  public URI uri() {
    return URI.create(
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + address().getPort());
  }

  /** What has been exchanged so far, in order of replies. */
  public synchronized List<ProxyExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Whether a request has met a fault. */
  public boolean hasStruck() {
    return exchanges().stream().anyMatch(exchange -> exchange.fault().isPresent());
  }

  synchronized ProxyRequest next(String method, String path) {
    requests++;
    return new ProxyRequest(requests, method, path);
  }

  synchronized Optional<ProxyFault> faultOf(ProxyRequest request) {
    return schedule.faultOf(request);
  }

  /** Before the client can know, so that it finds here what it has met. */
  synchronized void record(ProxyRequest request, Optional<ProxyFault> fault, int status) {
    exchanges.add(new ProxyExchange(request, fault, status));
  }

  Pauses pauses() {
    return pauses;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    keep(socket);
    socket.connect(service);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        keep(client);
        begin("connection", () -> serve(client));
      } catch (IOException e) {
        close(listening);
      }
    }
  }

  private void serve(Socket client) {
    ConnectionEnd end = ConnectionEnd.RESET;
    try {
      client.setTcpNoDelay(true);
      protocol.connection(this, client).serve();
      end = ConnectionEnd.CLOSE;
    } catch (EndOfExchange e) {
      end = e.end();
    } catch (IOException e) {
      // One side has gone: the other one hears of it by the end of its connection.
      end = ConnectionEnd.RESET;
    }
    end(client, end);
  }

  private synchronized void end(Socket client, ConnectionEnd end) {
    sockets.removeIf(Socket::isClosed);
    sockets.remove(client);
    try {
      client.setSoLinger(end == ConnectionEnd.RESET, 0);
    } catch (IOException e) {
      // It is closed already.
      sockets.remove(client);
    }
    close(client);
  }

  private synchronized void keep(Socket socket) throws IOException {
    if (pauses.haveEnded()) {
      socket.close();
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
    sockets.add(socket);
  }

  synchronized void begin(String name, Runnable work) {
    threads.removeIf(thread -> !thread.isAlive());
    Thread thread = new Thread(work, "stride-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot close " + resource, e);
    }
  }

  /** Ends all connections, and returns once nothing of the proxy is left. */
  @Override
  public void close() {
    List<Thread> ending;
    synchronized (this) {
      pauses.end();
      close(listening);
      sockets.forEach(FaultProxy::close);
      ending = List.copyOf(threads);
    }
    ending.forEach(FaultProxy::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
