// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.RemoveNoopOperators$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * An optimized plan in a form in which two are equal if Spark does the same work for both: Spark's
 * own canonical form, after columns that are merely renamed have got their first name again. A
 * renaming costs nothing when it runs, yet the canonical form tells it from none.
 */
final class ComparablePlan {
  private final LogicalPlan optimized;
  private final LogicalPlan canonical;

  private ComparablePlan(LogicalPlan optimized) {
    this.optimized = optimized;
    this.canonical = withoutRenaming(optimized).canonicalized();
  }

  static ComparablePlan of(Dataset<?> rows) {
    return new ComparablePlan(rows.queryExecution().optimizedPlan());
  }

  private static LogicalPlan withoutRenaming(LogicalPlan plan) {
    LogicalPlan renamed =
        plan.transformUpWithNewOutput(
            new Renaming(),
            plan.transformUpWithNewOutput$default$2(),
            plan.transformUpWithNewOutput$default$3());
    renamed.foreach(ComparablePlan::checkSides);
    return RemoveNoopOperators$.MODULE$.apply(renamed);
  }

  /** INVARIANT: the sides of a join share no column, or the canonical form would mix them up. */
  private static BoxedUnit checkSides(LogicalPlan node) {
    if (node instanceof Join join
        && !join.left().outputSet().intersect(join.right().outputSet()).isEmpty()) {
      throw new IllegalStateException("Cannot compare a join of columns with themselves: " + join);
    }
    return BoxedUnit.UNIT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComparablePlan plan && canonical.equals(plan.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return "\n" + optimized.treeString();
  }

  /** Undoes what a projection or an aggregation merely renames. */
  private static final class Renaming
      extends AbstractPartialFunction<
          LogicalPlan, Tuple2<LogicalPlan, Seq<Tuple2<Attribute, Attribute>>>> {

    @Override
    public boolean isDefinedAt(LogicalPlan node) {
      return !renamed(node).isEmpty();
    }

    @Override
    public Tuple2<LogicalPlan, Seq<Tuple2<Attribute, Attribute>>> apply(LogicalPlan node) {
      Set<Alias> renamed = renamed(node);
      LogicalPlan plain =
          (LogicalPlan)
              node.mapExpressions(
                  expression ->
                      expression instanceof Alias alias && renamed.contains(alias)
                          ? alias.child()
                          : expression);
      List<Tuple2<Attribute, Attribute>> names =
          renamed.stream()
              .map(alias -> new Tuple2<>(alias.toAttribute(), (Attribute) alias.child()))
              .toList();
      return new Tuple2<>(plain, CollectionConverters.asScala(names).toSeq());
    }

    /** Not those of a column that is also there under another name. */
    private static Set<Alias> renamed(LogicalPlan node) {
      Set<Alias> renamed = new HashSet<>();
      Set<Expression> present = new HashSet<>();
      List<NamedExpression> outputs = outputs(node);
      outputs.stream()
          .filter(Attribute.class::isInstance)
          .map(Expression.class::cast)
          .forEach(present::add);
      for (NamedExpression output : outputs) {
        if (output instanceof Alias alias
            && alias.child() instanceof Attribute column
            && present.add(column)) {
          renamed.add(alias);
        }
      }
      return renamed;
    }

    private static List<NamedExpression> outputs(LogicalPlan node) {
      if (node instanceof Project project) {
        return CollectionConverters.asJava(project.projectList());
      }
      return node instanceof Aggregate aggregate
          ? CollectionConverters.asJava(aggregate.aggregateExpressions())
          : List.of();
    }
  }
}
