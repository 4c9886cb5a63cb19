// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestsTest {

  @Test
  void isTheSha256InSmallHexadecimalDigits() {
    assertThat(Digests.of("abc".getBytes(UTF_8)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void tellsListsApartWhosePartsRunTogether() {
    assertThat(Digests.of(List.of("ab", "c"))).isNotEqualTo(Digests.of(List.of("a", "bc")));
    assertThat(Digests.of(List.of("a1:b"))).isNotEqualTo(Digests.of(List.of("a", "b")));
    assertThat(Digests.of(List.of(""))).isNotEqualTo(Digests.of(List.of()));
    assertThat(Digests.of(List.of("é", "c"))).isEqualTo(Digests.of(List.of("é", "c")));
  }
}
