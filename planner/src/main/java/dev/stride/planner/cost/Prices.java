// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What resources cost: {@code <backend>.cpu-second}, {@code <backend>.gb-second} and {@code
 * <backend>.request} for each backend, {@code s3.gb} and {@code s3.request} for what moves.
 *
 * @param date the day they were looked up, as 2026-01-31
 * @param usd US dollars by key; a GB is 10^9 bytes
 */
public record Prices(String date, Map<String, Double> usd) {
  private static final Set<String> KEYS = keys();

  /**
   * Checks date, keys and amounts.
   *
   * @throws IllegalArgumentException for a key that is unknown, naming the nearest, a negative
   *     price, or what is no date
   * @throws java.time.format.DateTimeParseException if the date is not of the form 2026-01-31
   */
  public Prices {
    date = LocalDate.parse(date).toString();
    Keys.check("price", usd.keySet(), KEYS);
    usd.values().forEach(Usd::new);
    usd = Collections.unmodifiableMap(new TreeMap<>(usd));
  }

  /**
   * Reads what {@link #json} wrote, or a person.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if it is not valid
   */
  public static Prices read(String json) {
    return Keys.read("prices", json, Prices.class);
  }

  /** As JSON, which reads back to equal prices. */
  public String json() {
    return Keys.write(this);
  }

  /**
   * The price of a key.
   *
   * @throws IllegalArgumentException if it has none; nothing is free by omission
   */
  public Usd price(String key) {
    Double price = usd.get(key);
    if (price == null) {
      throw new IllegalArgumentException(
          "Cannot find price: " + key + " (add it to the price file of " + date + ", or 0)");
    }
    return new Usd(price);
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(Set.of("s3.gb", "s3.request"));
    for (Layer layer : Layer.values()) {
      keys.add(layer + ".cpu-second");
      keys.add(layer + ".gb-second");
      keys.add(layer + ".request");
    }
    return keys;
  }
}
