// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.StrideException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in the place of records and values that want to be more than data. */
class HostileBytesTest {
  private static final String TRACE = "stride.test.gadget";

  @TempDir private Path folder;

  /** Tells whether its class was ever initialized, which a gadget would need. */
  public static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
      System.setProperty(TRACE, "loaded");
    }

    public String command = "touch";
  }

  /** A shape of values that has room for anything. */
  public record Room(
      String text, List<String> list, Map<String, Integer> map, Optional<Long> one) {}

  private interface SerializableTask extends Runnable, Serializable {}

  private static byte[] stream(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  /** The stream of a gadget, whose class is named but not initialized here. */
  private static byte[] gadgetStream() {
    String name = HostileBytesTest.class.getName() + "$Gadget";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, (byte) name.length()});
    bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 'x', 'p'});
    return bytes.toByteArray();
  }

  private static byte[] lambdaStream() throws ReflectiveOperationException, IOException {
    SerializableTask task = () -> System.setProperty(TRACE, "called");
    Method replace = task.getClass().getDeclaredMethod("writeReplace");
    replace.setAccessible(true);
    return stream((SerializedLambda) replace.invoke(task));
  }

  private static List<byte[]> gadgets() throws ReflectiveOperationException, IOException {
    String gadget = HostileBytesTest.class.getName() + "$Gadget";
    List<byte[]> all = new ArrayList<>(List.of(gadgetStream(), lambdaStream()));
    for (String json :
        List.of(
            "{'@class':'%s','command':'x'}",
            "{'@type':'%s','command':'x'}",
            "{'@c':'.HostileBytesTest$Gadget'}",
            "['%s',{'command':'x'}]",
            "{'text':{'@class':'%s'},'list':[],'map':{},'one':1}",
            "{'text':'a','list':['%s',['a']],'map':{'@class':'%s'},'one':['%s',1]}",
            "!!%s {command: x}")) {
      all.add(json.replace('\'', '"').replace("%s", gadget).getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }

  private static void refuses(ThrowingCallable read, byte[] bytes) {
    assertThatThrownBy(read)
        .as(new String(bytes, StandardCharsets.ISO_8859_1))
        .isInstanceOf(StrideException.class)
        .hasMessageStartingWith("Cannot read ");
    assertThat(System.getProperty(TRACE)).as("a class was initialized by bytes").isNull();
  }

  @Test
  void loadsNoClassThatBytesName() throws Exception {
    for (byte[] bytes : gadgets()) {
      refuses(() -> ValueCodec.of(Room.class).decode(bytes), bytes);
      refuses(() -> ValueCodec.of(Samples.Shape.class).decode(bytes), bytes);
      refuses(() -> ValueCodec.ofListOf(Integer.class).decode(bytes), bytes);
    }
  }

  @Test
  void loadsNoClassThatARecordNames() throws Exception {
    Store store = Store.open(folder.resolve("store"), Durability.NONE);
    store.create(Runs.record("r1")).close();
    Path runs = store.root().resolve("runs/r1");
    RunStore run = store.find("r1");
    Files.createDirectories(runs.resolve("t/step/a/1"));
    for (byte[] bytes : gadgets()) {
      Files.write(runs.resolve("end.json"), bytes);
      refuses(run::end, bytes);
      Files.write(runs.resolve("t/step/commit.json"), bytes);
      refuses(() -> run.committed("step"), bytes);
      Files.write(runs.resolve("t/step/a/1/outcome.json"), bytes);
      refuses(() -> run.attempt("step", 1).outcome(), bytes);
      Files.write(runs.resolve("run.json"), bytes);
      refuses(() -> store.find("r1"), bytes);
      assertThat(store.runs()).extracting(RunSummary::status).containsExactly(RunStatus.DAMAGED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "123456789012345678901234567890",
        "1.5",
      })
  void takesNoNumberThatIsNotOfItsType(String number) {
    byte[] json = number.getBytes(StandardCharsets.UTF_8);

    for (Class<?> type : List.of(Integer.class, Long.class, BigInteger.class)) {
      boolean fits = type == BigInteger.class && number.startsWith("1234");
      if (!fits) {
        refuses(() -> ValueCodec.of(type).decode(json), json);
      }
    }
  }

  @Test
  void takesNoNumberOfTooManyDigits() {
    byte[] json = "9".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8);

    refuses(() -> ValueCodec.of(BigDecimal.class).decode(json), json);
    refuses(() -> ValueCodec.of(Integer.class).decode(json), json);
  }

  @Test
  void takesNoRecordThatIsDeepOrSaysAThingTwice() throws IOException {
    Store store = Store.open(folder.resolve("store"), Durability.NONE);
    store.create(Runs.record("r1")).close();
    Path record = store.root().resolve("runs/r1/run.json");
    String whole = Files.readString(record);
    for (String text :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            whole.replaceFirst("[{]", "{\"run\":\"r2\","),
            whole + whole,
            whole.replace("\"run\":\"r1\"", "\"run\":null"),
            whole.substring(0, whole.length() - 1))) {
      Files.writeString(record, text);
      refuses(() -> store.find("r1"), text.substring(0, 20).getBytes(StandardCharsets.UTF_8));
    }
  }
}
