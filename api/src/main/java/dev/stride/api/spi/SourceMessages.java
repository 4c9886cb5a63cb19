// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.relation.Scan;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;

/** What backends say of files that do not fit; one wording, whichever engine reads. */
public final class SourceMessages {
  private SourceMessages() {}

  /** How messages about a scan begin. */
  public static String cannotRead(Scan scan) {
    return "Cannot read " + scan.source().format() + " dataset '" + scan.name() + "': ";
  }

  /** A null in a column where the record says never. */
  public static String isNull(Scan scan, Component component) {
    return isNull(scan, component.column(), scan.output().name() + "." + component.name());
  }

  /**
   * A null inside a column where a record says never.
   *
   * @param owner the record's component, for example {@code Place.city}
   */
  public static String isNull(Scan scan, String column, String owner) {
    return cannotRead(scan)
        + scan.source().path()
        + " has a null in column '"
        + column
        + "' ("
        + owner
        + " is never null; make it @Nullable)";
  }

  /** A date or time in a column that no engine's functions know. */
  public static String leavesTheYears(Scan scan, Component component) {
    return cannotRead(scan)
        + scan.source().path()
        + " leaves the years 1 to 9999 in column '"
        + component.column()
        + "' (correct the file)";
  }

  /**
   * A file whose ends are as they must be and that cannot be read in between.
   *
   * @param reason the engine's own words
   */
  public static String isDamaged(Scan scan, String file, String reason) {
    return cannotRead(scan) + file + " is damaged (write or copy it again; " + reason + ")";
  }

  /** How the message about a value that does not fit begins, up to the value. */
  public static String holds(Scan scan) {
    return cannotRead(scan) + scan.source().path() + " holds ";
  }

  /** How the message about a value of CSV that does not fit ends. */
  public static String csvMisfit(Component component) {
    return ", which is no "
        + component.type()
        + " in column '"
        + component.column()
        + "' (correct it, or take it as a String)";
  }

  /**
   * How the message about a text that is no constant of its enum ends.
   *
   * @param type the enum
   * @param column in which the text stands
   */
  public static String enumMisfit(DataType type, String column) {
    return ", which is no "
        + type
        + " in column '"
        + column
        + "' (correct it, or add the constant to the enum)";
  }

  /**
   * How the message about a value of JSON that does not fit ends.
   *
   * @param type what the value should be
   * @param column the line's own column, in which the value stands
   * @param owner the record's component, for example {@code Place.city}
   */
  public static String jsonMisfit(DataType type, String column, String owner) {
    return ", which is no "
        + type
        + " in column '"
        + column
        + "' (correct it, or change "
        + owner
        + ")";
  }
}
