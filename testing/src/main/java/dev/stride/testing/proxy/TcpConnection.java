// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import dev.stride.testing.proxy.ProxyFault.Answer;
import dev.stride.testing.proxy.ProxyFault.BlackHole;
import dev.stride.testing.proxy.ProxyFault.Delay;
import dev.stride.testing.proxy.ProxyFault.DropReply;
import dev.stride.testing.proxy.ProxyFault.Refuse;
import dev.stride.testing.proxy.ProxyFault.Reset;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection whose bytes are forwarded both ways, whatever they mean. */
final class TcpConnection implements Connection {
  private final FaultProxy proxy;
  private final Socket client;

  TcpConnection(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  @Override
  public void serve() throws IOException {
    ProxyRequest request = proxy.next("", "");
    Optional<ProxyFault> fault = proxy.faultOf(request);
    proxy.record(request, fault, 0);
    ProxyFault here = fault.orElse(null);
    if (here instanceof Refuse) {
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
    if (here instanceof BlackHole) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    }
    if (here instanceof Answer answer) {
      client.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (here instanceof Delay delay) {
      proxy.pauses().pause(delay.duration());
    }
    try (Socket service = proxy.connect()) {
      forward(fault, service);
    }
  }

  private void forward(Optional<ProxyFault> fault, Socket service) throws IOException {
    proxy.begin("requests", () -> requests(service));
    Optional<ProxyFault> ofBytes =
        fault.map(given -> given instanceof DropReply ? new Reset(0) : given);
    OutputStream out = new FaultyBody(client.getOutputStream(), ofBytes, proxy.pauses());
    new HttpBody(service.getInputStream(), out, out).copyAll();
    if (ofBytes.orElse(null) instanceof Reset) {
      throw new EndOfExchange(ConnectionEnd.RESET);
    }
  }

  private void requests(Socket service) {
    try {
      OutputStream out = service.getOutputStream();
      new HttpBody(client.getInputStream(), out, out).copyAll();
      service.shutdownOutput();
    } catch (IOException e) {
      FaultProxy.close(service);
    }
  }
}
