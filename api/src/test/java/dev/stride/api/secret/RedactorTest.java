// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.RemoteFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final String CANARY = "pä/ss w+ö\"rd?\n&7";
  private static final long SEED = 5;

  private static Redactor knowing(String... secrets) {
    Redactor redactor = new Redactor();
    redactor.add(Arrays.stream(secrets).map(Secret::of).toList());
    return redactor;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(utf8(text));
  }

  /** Everything that comes out of a sink when pieces end at those places. */
  private static String passed(Redactor redactor, byte[] bytes, int... ends) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputSink sink = redactor.redacted(out::write);
    int from = 0;
    for (int end : ends) {
      sink.write(bytes, from, end - from);
      from = end;
    }
    sink.write(bytes, from, bytes.length - from);
    sink.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void hidesEveryFormOfASecret() {
    Redactor redactor = knowing(CANARY);
    String url = URLEncoder.encode(CANARY, StandardCharsets.UTF_8);
    List<String> forms =
        List.of(
            CANARY,
            base64(CANARY),
            Base64.getUrlEncoder().encodeToString(utf8(CANARY)),
            url,
            url.replace("+", "%20"),
            url.replace("%C3", "%c3")
                .replace("%A4", "%a4")
                .replace("%B6", "%b6")
                .replace("%2F", "%2f")
                .replace("%2B", "%2b")
                .replace("%3F", "%3f")
                .replace("%0A", "%0a"),
            "pä/ss w+ö\\\"rd?\\n&7");
    for (String form : forms) {
      assertThat(redactor.redacted("<" + form + ">")).as(form).isEqualTo("<***>");
    }
  }

  @Test
  void hidesASecretInTheMiddleOfBase64() {
    Redactor redactor = knowing("correct horse battery");
    for (String user : List.of("", "a", "ab", "abc", "abcd")) {
      String text = base64(user + ":correct horse battery:and more");
      String clean = redactor.redacted("Basic " + text);
      String left = clean.substring("Basic ".length()).replace("***", "");
      assertThat(clean).as(user).contains("***");
      assertThat(text.length() - left.length()).as("hidden of " + text).isGreaterThanOrEqualTo(26);
    }
  }

  @Test
  void findsASecretWhereverThePiecesEnd() {
    Redactor redactor = knowing(CANARY, "swordfish");
    String text = "a " + CANARY + " b swordfish" + base64(CANARY) + "swordfis\n" + CANARY;
    String clean = "a *** b ******swordfis\n***";
    byte[] bytes = utf8(text);
    for (int one = 0; one <= bytes.length; one++) {
      assertThat(passed(redactor, bytes, one)).as("split at " + one).isEqualTo(clean);
      for (int two = one; two <= Math.min(bytes.length, one + 12); two++) {
        assertThat(passed(redactor, bytes, one, two)).as(one + "," + two).isEqualTo(clean);
      }
    }
    int[] each = new int[bytes.length];
    Arrays.setAll(each, index -> index);
    assertThat(passed(redactor, bytes, each)).as("byte by byte").isEqualTo(clean);
  }

  @Test
  void hidesSecretsThatOverlapOrContainEachOther() {
    Redactor redactor = knowing("abcd", "abcdefgh", "ghij");

    assertThat(redactor.redacted("-abcd-abcdefgh-abcdefghij-abcdefg-"))
        .isEqualTo("-***-***-***-***efg-");
    byte[] bytes = utf8("-abcdefghij-");
    for (int split = 0; split <= bytes.length; split++) {
      assertThat(passed(redactor, bytes, split)).as("split at " + split).isEqualTo("-***-");
    }
  }

  @Test
  void leavesOtherBytesAsTheyAre() {
    Random random = new Random(SEED);
    byte[] bytes = new byte[100_000];
    random.nextBytes(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputSink sink = knowing("swordfish").redacted(out::write);
    for (int from = 0; from < bytes.length; from += 1000) {
      sink.write(bytes, from, 1000);
    }
    sink.end();

    assertThat(out.toByteArray()).as("seed " + SEED).isEqualTo(bytes);
  }

  @Test
  void handsOnAtOnceWhatCannotBeASecret() {
    List<String> pieces = new ArrayList<>();
    OutputSink sink =
        knowing("swordfish")
            .redacted(
                (bytes, offset, length) ->
                    pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    sink.write(utf8("progress: 10 % sword"), 0, 20);
    assertThat(pieces).containsExactly("progress: 10 % ");
    sink.write(utf8("x"), 0, 1);
    assertThat(pieces).containsExactly("progress: 10 % ", "swordx");
  }

  @Test
  void changesNothingWithoutSecrets() {
    Redactor redactor = new Redactor();
    IOException thrown = new IOException("swordfish");

    assertThat(redactor.redacted("swordfish")).isEqualTo("swordfish");
    assertThat(redactor.redacted(thrown)).isSameAs(thrown);
  }

  @Test
  void describesWhatTellsASecretAndLeavesTheRest() {
    Redactor redactor = knowing("swordfish");
    IOException harmless = new IOException("no route");
    assertThat(redactor.redacted(harmless)).isSameAs(harmless);

    IllegalStateException telling =
        new IllegalStateException("login failed", new IOException("password swordfish refused"));
    telling.addSuppressed(new IOException("swordfish"));
    Throwable clean = redactor.redacted(telling);

    StringWriter trace = new StringWriter();
    clean.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString())
        .startsWith("java.lang.IllegalStateException: login failed")
        .contains("Caused by: java.io.IOException: password *** refused")
        .doesNotContain("swordfish");
    assertThat(RemoteFailure.typesOf(clean)).contains(RuntimeException.class.getName());
    assertThat(clean.getStackTrace()[0].getLineNumber())
        .isEqualTo(telling.getStackTrace()[0].getLineNumber());
  }

  /** Prints less than it knows. */
  private static final class Reserved extends IOException {
    private static final long serialVersionUID = 1L;

    Reserved(String message) {
      super(message);
    }

    @Override
    public String toString() {
      return "reserved";
    }
  }

  @Test
  void describesWhatTellsASecretToThoseWhoAskOnly() {
    assertThat(knowing("swordfish").redacted(new Reserved("swordfish"))).hasMessage("***");
  }

  @Test
  void keepsTheClassOfAFailureThatTellsASecret() {
    Throwable clean =
        knowing("swordfish")
            .redacted(new StrideException(FailureKind.CONFIGURATION, "no bucket swordfish"));

    assertThat(RemoteFailure.failureClassOf(clean)).contains(FailureClass.CONFIGURATION);
    assertThat(clean).hasMessage("no bucket ***");
    assertThat(knowing("bucket").redacted(clean)).hasMessage("no *** ***");
    assertThat(RemoteFailure.typeOf(knowing("bucket").redacted(clean)))
        .isEqualTo(StrideException.class.getName());
  }

  @Test
  void cutsALongMessageBehindItsSecrets() {
    String message = "x".repeat((8 << 10) - 4) + "swordfish";

    Throwable clean = knowing("swordfish").redacted(new IOException(message));

    assertThat(clean.getMessage()).contains("***").doesNotContain("xsword");
  }
}
