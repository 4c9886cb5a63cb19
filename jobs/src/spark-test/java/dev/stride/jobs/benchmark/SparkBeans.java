// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;

/** The chain of {@link SparkLambdaBenchmark} as Java programs for Spark write it: with beans. */
public final class SparkBeans {
  static final Encoder<Measured> MEASURED = Encoders.bean(Measured.class);
  private static final Encoder<Scaled> SCALED = Encoders.bean(Scaled.class);
  private static final Encoder<Half> HALF = Encoders.bean(Half.class);

  private SparkBeans() {}

  /** A row of the file. */
  public static final class Measured {
    private long id;
    private int station;
    private double value;
    private String label = "";

    public long getId() {
      return id;
    }

    public void setId(long id) {
      this.id = id;
    }

    public int getStation() {
      return station;
    }

    public void setStation(int station) {
      this.station = station;
    }

    public double getValue() {
      return value;
    }

    public void setValue(double value) {
      this.value = value;
    }

    public String getLabel() {
      return label;
    }

    public void setLabel(String label) {
      this.label = label;
    }

    boolean isBig() {
      return value > 100;
    }

    Scaled scaled() {
      Scaled scaled = new Scaled();
      scaled.station = station;
      scaled.scaled = value * 2;
      scaled.label = label;
      return scaled;
    }
  }

  /** A measurement in another unit. */
  public static final class Scaled {
    private int station;
    private double scaled;
    private String label = "";

    public int getStation() {
      return station;
    }

    public void setStation(int station) {
      this.station = station;
    }

    public double getScaled() {
      return scaled;
    }

    public void setScaled(double scaled) {
      this.scaled = scaled;
    }

    public String getLabel() {
      return label;
    }

    public void setLabel(String label) {
      this.label = label;
    }

    List<Half> halves() {
      Half half = new Half();
      half.station = station;
      half.part = scaled / 2;
      return List.of(half, half);
    }
  }

  /** Half of a reading. */
  public static final class Half {
    private int station;
    private double part;

    public int getStation() {
      return station;
    }

    public void setStation(int station) {
      this.station = station;
    }

    public double getPart() {
      return part;
    }

    public void setPart(double part) {
      this.part = part;
    }
  }

  /** One operation behind the other. */
  static Dataset<Half> chain(Dataset<Measured> measured) {
    return measured
        .filter((FilterFunction<Measured>) Measured::isBig)
        .map((MapFunction<Measured, Scaled>) Measured::scaled, SCALED)
        .flatMap((FlatMapFunction<Scaled, Half>) scaled -> scaled.halves().iterator(), HALF);
  }

  /** All in one operation, which encodes nothing in between. */
  static Dataset<Half> oneFunction(Dataset<Measured> measured) {
    return measured.mapPartitions((MapPartitionsFunction<Measured, Half>) Halves::new, HALF);
  }

  /** The halves of all big measurements. */
  private static final class Halves implements Iterator<Half> {
    private final Iterator<Measured> measured;
    private Iterator<Half> current = List.<Half>of().iterator();

    Halves(Iterator<Measured> measured) {
      this.measured = measured;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && measured.hasNext()) {
        Measured next = measured.next();
        if (next.isBig()) {
          current = next.scaled().halves().iterator();
        }
      }
      return current.hasNext();
    }

    @Override
    public Half next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }
}
