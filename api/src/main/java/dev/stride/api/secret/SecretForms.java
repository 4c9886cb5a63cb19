// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms in which a secret shows in texts: as it is, in base64, in URLs and in JSON. */
final class SecretForms {
  private static final int LEAST_BYTES = 4;
  private static final String UNRESERVED = "-._~";

  private SecretForms() {}

  static List<byte[]> of(String secret) {
    Set<String> forms = new LinkedHashSet<>(List.of(secret, json(secret)));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      addBase64(bytes, encoder, forms);
    }
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String url : List.of(form, form.replace("+", "%20"), percent(bytes))) {
      forms.add(url);
      forms.add(smallDigits(url));
    }
    return forms.stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .filter(pattern -> pattern.length >= LEAST_BYTES)
        .toList();
  }

  /**
   * By itself, and within a longer text such as {@code user:password}: what precedes it shifts its
   * bits in three ways, and the characters at both ends belong to its neighbours as well.
   */
  private static void addBase64(byte[] bytes, Base64.Encoder encoder, Set<String> forms) {
    forms.add(encoder.encodeToString(bytes));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String text = encoder.withoutPadding().encodeToString(shifted);
      int from = (before * 8 + 5) / 6;
      int to = shifted.length * 8 / 6;
      if (to - from >= LEAST_BYTES) {
        forms.add(text.substring(from, to));
      }
    }
  }

  private static String percent(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte value : bytes) {
      char character = (char) (value & 0xff);
      boolean isPlain =
          character < 128
              && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
      text.append(isPlain ? String.valueOf(character) : String.format("%%%02X", (int) character));
    }
    return text.toString();
  }

  private static String smallDigits(String url) {
    List<String> parts = new ArrayList<>(Arrays.asList(url.split("%", -1)));
    for (int index = 1; index < parts.size(); index++) {
      String part = parts.get(index);
      parts.set(index, part.substring(0, 2).toLowerCase(Locale.ROOT) + part.substring(2));
    }
    return String.join("%", parts);
  }

  private static String json(String secret) {
    return secret
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
