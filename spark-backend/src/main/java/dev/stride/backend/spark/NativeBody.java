// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Dataset;
import dev.stride.api.definition.NativeStep;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Native;
import dev.stride.api.relation.Relation;
import dev.stride.api.secret.SecretScope;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.RecordType;
import dev.stride.backend.spark.plan.NativeCode;
import dev.stride.backend.spark.plan.SparkPlans;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;

/** Calls the methods of native steps with what they want instead of what other steps get. */
final class NativeBody {
  private NativeBody() {}

  static Encoder<Record> encoder(Class<? extends Record> record) {
    return SparkPlans.encoder(RecordType.of(record));
  }

  /** Builds a relation that calls the method when it is lowered. */
  static NativeStep.Body dataset(Method method, Type record) {
    RecordType output = RecordType.of(((Class<?>) record).asSubclass(Record.class));
    method.setAccessible(true);
    return arguments -> {
      List<Relation> inputs = new ArrayList<>();
      for (Object argument : arguments) {
        if (argument instanceof Dataset<?> dataset) {
          inputs.add(dataset.relation());
        }
      }
      SecretScope secrets = SecretScope.current();
      NativeCode code =
          (session, rows) ->
              secrets.during(
                  () -> (org.apache.spark.sql.Dataset<?>) call(method, session, arguments, rows));
      return Dataset.of(
          output.type(),
          new Native(Layer.SPARK, method.getName(), inputs, output, code),
          DatasetReader.forbidden());
    };
  }

  /** Calls the method in the attempt that runs on this thread. */
  static NativeStep.Body value(Method method) {
    method.setAccessible(true);
    return arguments -> {
      SparkPlans plans = SparkBackend.current();
      List<org.apache.spark.sql.Dataset<?>> rows = new ArrayList<>();
      for (Object argument : arguments) {
        if (argument instanceof Dataset<?> dataset) {
          rows.add(plans.typed(dataset.relation()));
        }
      }
      return call(method, plans.users(), arguments, rows);
    };
  }

  /**
   * The method's result.
   *
   * @param arguments as other steps get them
   * @param rows Spark's dataset for each dataset among them, in order
   */
  private static Object call(
      Method method,
      SparkSession session,
      Object[] arguments,
      List<? extends org.apache.spark.sql.Dataset<?>> rows)
      throws Exception {
    List<Object> wanted = new ArrayList<>(List.of(session));
    int next = 0;
    for (Object argument : arguments) {
      wanted.add(argument instanceof Dataset<?> ? rows.get(next++) : argument);
    }
    try {
      Object result = method.invoke(null, wanted.toArray());
      if (result == null) {
        throw new StrideException(
            FailureKind.USER,
            "Cannot use result of step '" + method.getName() + "': it is null (return a value)");
      }
      return result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("Cannot call " + method + Arrays.toString(arguments), e);
    }
  }
}
