// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeNamesTest {
  static final class Outer_1 {
    record Inner() {}
  }

  @SuppressWarnings("unused")
  private static Map<String, List<Outer_1.Inner[]>> nested() {
    return Map.of();
  }

  @Test
  void areWrittenAsInCode() throws NoSuchMethodException {
    Type nested = TypeNamesTest.class.getDeclaredMethod("nested").getGenericReturnType();

    assertThat(TypeNames.of(nested)).isEqualTo("Map<String, List<Inner[]>>");
    assertThat(TypeNames.of(int.class)).isEqualTo("int");
    assertThat(TypeNames.raw(nested)).isEqualTo(Map.class);
  }
}
