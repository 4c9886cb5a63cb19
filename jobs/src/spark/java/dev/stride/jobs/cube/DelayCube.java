// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.desc;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.PlacementRequest;
import dev.stride.backend.spark.SparkSteps;
import dev.stride.jobs.cube.CubeReport.MonthDelay;
import dev.stride.jobs.cube.CubeReport.NamedDelay;
import dev.stride.jobs.flights.Airline;
import dev.stride.jobs.flights.FlightData;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Delays by carrier and month and in all, by Spark's cube, which the algebra does not have. One
 * step runs on Spark because it is asked to, two because they are native to it, one in the embedded
 * engine and one on a thread.
 */
public final class DelayCube implements Workflow {

  @Override
  public String description() {
    return "Delays by carrier and month: embedded, Spark and native steps in one workflow.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    SparkSteps spark = SparkSteps.of(workflow);
    Node<Dataset<ScheduledFlight>> flights =
        FlightData.read(workflow, "flights", ScheduledFlight.class);
    Node<Dataset<Airline>> airlines = FlightData.read(workflow, "airlines", Airline.class);
    Parameter<Double> error =
        workflow
            .parameter("error", Double.class)
            .help("How far the median's rank may be off, as a share of all flights.")
            .defaultsTo(0.001);

    Node<Dataset<ArrivedFlight>> arrived =
        workflow.step(DelayCube::arrivedFlights, flights).with(new PlacementRequest(Layer.SPARK));
    Node<Dataset<CubeCell>> cells = spark.dataset(DelayCube::cells, SparkSteps.rows(arrived));
    Node<Double> median =
        spark.value(DelayCube::median, SparkSteps.rows(arrived), SparkSteps.value(error));
    Node<Dataset<NamedDelay>> carriers =
        workflow
            .step(DelayCube::byCarrier, cells, airlines)
            .with(new PlacementRequest(Layer.DUCKDB));
    workflow.result(workflow.step(DelayCube::report, median, carriers, cells));
  }

  /** The flights that arrived. */
  static Dataset<ArrivedFlight> arrivedFlights(Dataset<ScheduledFlight> flights) {
    return flights
        .filter(field(ScheduledFlight::arrDelay).isNotNull())
        .select(
            ArrivedFlight.class,
            field(ScheduledFlight::carrier),
            field(ScheduledFlight::month),
            field(ScheduledFlight::arrDelay));
  }

  /** The delay of every carrier and month, of each carrier, each month, and of all. */
  static org.apache.spark.sql.Dataset<CubeCell> cells(
      SparkSession session, org.apache.spark.sql.Dataset<ArrivedFlight> arrived) {
    return arrived
        .cube(col("carrier"), col("month"))
        .agg(avg(col("arrDelay")).as("meanDelay"), count(lit(1)).as("flights"))
        .as(SparkSteps.encoder(CubeCell.class));
  }

  /** The delay that half of the flights did not exceed. */
  static double median(
      SparkSession session, org.apache.spark.sql.Dataset<ArrivedFlight> arrived, double error) {
    return arrived.stat().approxQuantile("arrDelay", new double[] {0.5}, error)[0];
  }

  /** Each carrier's cell with its name, the latest first. */
  static Dataset<NamedDelay> byCarrier(Dataset<CubeCell> cells, Dataset<Airline> airlines) {
    return cells
        .filter(field(CubeCell::month).isNull().and(field(CubeCell::carrier).isNotNull()))
        .join(airlines, on(CubeCell::carrier, Airline::carrier))
        .select(
            NamedDelay.class,
            right(Airline::carrier),
            right(Airline::name),
            left(CubeCell::meanDelay),
            left(CubeCell::flights))
        .orderBy(desc(NamedDelay::meanDelay), asc(NamedDelay::carrier));
  }

  /** All of it as one value. */
  static CubeReport report(double median, Dataset<NamedDelay> carriers, Dataset<CubeCell> cells) {
    Dataset<MonthDelay> months =
        cells
            .filter(field(CubeCell::carrier).isNull().and(field(CubeCell::month).isNotNull()))
            .select(
                MonthDelay.class,
                field(CubeCell::month),
                field(CubeCell::meanDelay),
                field(CubeCell::flights))
            .orderBy(asc(MonthDelay::month));
    return new CubeReport(median, list(carriers), list(months));
  }

  private static <R extends Record> List<R> list(Dataset<R> dataset) {
    try (Stream<R> rows = dataset.stream()) {
      return rows.toList();
    }
  }
}
