// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class MasterAddressTest {
  @Test
  void aMasterThatListensIsFine() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + master.getLocalPort();

      assertThatCode(() -> MasterAddress.check("spark://" + address)).doesNotThrowAnyException();
      assertThatCode(() -> MasterAddress.check("spark://" + free() + "," + address))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aMasterThatDoesNotListenIsNamedAtOnce() throws IOException {
    String master = "spark://" + free();

    assertThatThrownBy(() -> MasterAddress.check(master))
        .isInstanceOfSatisfying(
            StrideException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.kind())
                    .isEqualTo(FailureKind.EXTERNAL))
        .hasMessage(
            "Cannot reach Spark's master: "
                + master
                + ": Connection refused (start it, or correct spark.master)");
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatThrownBy(() -> MasterAddress.check("spark://head"))
        .hasMessage("Invalid spark.master: spark://head (must be spark://HOST:PORT)");
  }

  @Test
  void otherMastersAreSparksToFind() {
    assertThatCode(() -> MasterAddress.check("local[2]")).doesNotThrowAnyException();
    assertThatCode(() -> MasterAddress.check("yarn")).doesNotThrowAnyException();
  }

  private static String free() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + taken.getLocalPort();
    }
  }
}
