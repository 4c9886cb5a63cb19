// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.stride.api.Secret;
import java.io.File;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The architecture in words: which way the modules depend on one another, which package owns which
 * foreign library, what nobody calls, and the habits that a compiler does not know. Each rule
 * stands beside the code that it forbids.
 */
final class ArchitectureRules {

  private static final String API = "dev.stride.api";
  private static final String STORE = "dev.stride.store";
  private static final String S3 = "dev.stride.s3";
  private static final String WORKER = "dev.stride.worker";
  private static final String PLANNER = "dev.stride.planner";
  private static final String RUNNER = "dev.stride.runner";
  private static final String BACKENDS = "dev.stride.backend";
  private static final String LOCAL = "dev.stride.backend.local";
  private static final String SPARK = "dev.stride.backend.spark";
  private static final String BATCH = "dev.stride.backend.batch";
  private static final String CONTAINER = "dev.stride.container";
  private static final String ARROW = "dev.stride.arrow";
  private static final String TESTING = "dev.stride.testing";
  private static final String JOBS = "dev.stride.jobs";

  private static final String JDK = "java";
  private static final String NULLNESS = "org.jspecify.annotations";
  private static final String AWS = "software.amazon.awssdk";
  private static final String JACKSON = "com.fasterxml.jackson";

  private ArchitectureRules() {}

  static List<ArchitectureRule> all() {
    return Stream.of(directions(), owners(), bans(), habits()).flatMap(List::stream).toList();
  }

  private static List<ArchitectureRule> directions() {
    return List.of(
        rule(
            "the api uses the JDK and nullness annotations only",
            usesOnly(API, API, JDK, NULLNESS),
            field(API, "com.fasterxml.jackson.core.JsonFactory")),
        rule(
            "the store uses the api and Jackson only",
            usesOnly(STORE, STORE, API, JDK, NULLNESS, JACKSON),
            field(STORE, "com.typesafe.config.Config")),
        rule(
            "the worker uses the api and the store only",
            usesOnly(WORKER, WORKER, API, STORE, JDK, NULLNESS),
            field(WORKER, "com.fasterxml.jackson.core.JsonFactory")),
        rule(
            "the S3 store uses the api, the store and the AWS SDK only",
            usesOnly(S3, S3, API, STORE, JDK, NULLNESS, AWS),
            field(S3, "com.fasterxml.jackson.core.JsonFactory")),
        rule(
            "a container uses the api, the store, worker processes and Lambda's interface only",
            usesOnly(
                CONTAINER,
                CONTAINER,
                API,
                STORE,
                WORKER,
                LOCAL + ".process",
                JDK,
                NULLNESS,
                "com.amazonaws.services.lambda.runtime"),
            field(CONTAINER, "com.fasterxml.jackson.core.JsonFactory")),
        rule(
            "the arrow module uses the api and Arrow only",
            usesOnly(ARROW, ARROW, API, JDK, NULLNESS, "org.apache.arrow"),
            field(ARROW, "org.slf4j.Logger")),
        rule(
            "the planner uses the api and Jackson only",
            usesOnly(PLANNER, PLANNER, API, JDK, NULLNESS, JACKSON),
            field(PLANNER, "org.slf4j.Logger")),
        rule(
            "the planner does no input or output and starts no thread",
            noClasses()
                .that()
                .resideInAPackage(within(PLANNER))
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("java.net..", "java.nio.channels..")
                        .or(type(Files.class))
                        .or(type(File.class))
                        .or(type(Thread.class))
                        .or(assignableTo(Executor.class))),
            field(PLANNER, "Thread")),
        rule(
            "the runner sees no backend, no job and no test code",
            usesNone(RUNNER, BACKENDS, JOBS, TESTING),
            arrow(RUNNER, LOCAL)),
        rule(
            "a backend sees no planner, no runner, no job and no test code",
            usesNone(BACKENDS, PLANNER, RUNNER, JOBS, TESTING),
            arrow(LOCAL, RUNNER)),
        rule(
            "a backend sees no other backend",
            classes()
                .that()
                .resideInAPackage(within(BACKENDS))
                .should(ArchitectureConditions.seeNoSiblingOf(BACKENDS)),
            arrow(LOCAL, BACKENDS + ".spark")),
        rule(
            "test code sees the api and the store only",
            usesNone(TESTING, PLANNER, RUNNER, BACKENDS, JOBS),
            arrow(TESTING, RUNNER)),
        rule(
            "of test code only faults and what is about stores see the store",
            noClasses()
                .that()
                .resideInAPackage(within(TESTING))
                .and()
                .resideOutsideOfPackages(within(TESTING + ".fault"), within(TESTING + ".store"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within(STORE)),
            arrow(TESTING, STORE)));
  }

  private static List<ArchitectureRule> owners() {
    String dispatch = RUNNER + ".dispatch";
    String duckdb = LOCAL + ".duckdb";
    return List.of(
        rule(
            "only runner.dispatch uses Resilience4j",
            usedOnlyBy("io.github.resilience4j", dispatch),
            field(RUNNER, "io.github.resilience4j.retry.Retry")),
        rule(
            "only the S3 store and the Batch backend use the AWS SDK",
            usedOnlyBy(AWS, S3, BATCH),
            field(RUNNER, "software.amazon.awssdk.services.s3.S3Client")),
        rule(
            "only backend.local.duckdb uses DuckDB",
            usedOnlyBy("org.duckdb", duckdb),
            field(LOCAL, "org.duckdb.DuckDBConnection")),
        rule(
            "only the Spark backend and jobs use Spark",
            noClasses()
                .that()
                .resideOutsideOfPackages(within(SPARK), within(JOBS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(within("org.apache.spark", "scala")),
            field(RUNNER, "org.apache.spark.sql.SparkSession")),
        rule(
            "Arrow's columns are a matter of the arrow module and the backends",
            noClasses()
                .that()
                .resideOutsideOfPackages(within(ARROW), within(BACKENDS))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within("org.apache.arrow")),
            field(API, "org.apache.arrow.vector.FieldVector")));
  }

  private static List<ArchitectureRule> bans() {
    return List.of(
        rule(
            "nothing is deserialized by Java",
            noClasses().should().dependOnClassesThat(assignableTo(ObjectInputStream.class)),
            field(API, "java.io.ObjectInputStream")),
        rule(
            "processes start in a launcher",
            noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Launcher")
                .should()
                .dependOnClassesThat(type(ProcessBuilder.class)),
            field(LOCAL, "ProcessBuilder")),
        rule(
            "nothing starts a process by a command line",
            nobodyCalls(Runtime.class, "exec"),
            body(LOCAL, "Runtime.getRuntime().exec(new String[0]);")),
        rule(
            "a secret is told only to what looks it up, hides it or carries it to a worker",
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    within(API + ".secret"), within(LOCAL + ".process"), within(JOBS))
                .should()
                .accessTargetWhere(targetOwner(type(Secret.class)).and(target(name("reveal")))),
            body(RUNNER, "dev.stride.api.Secret.of(\"x\").reveal();")),
        rule(
            "no file is moved, since a move may be a copy",
            nobodyCalls(Files.class, "move"),
            body(STORE, "java.nio.file.Files.move(null, null);")),
        rule(
            "no thread is stopped from outside",
            nobodyCalls(Thread.class, "stop"),
            body(RUNNER, "Thread.currentThread().stop();")));
  }

  private static List<ArchitectureRule> habits() {
    return List.of(
        rule(
            "every package is null-marked",
            classes().should(ArchitectureConditions.liveInNullMarkedPackage()),
            List.of("package dev.stride.api.unmarked; class Violation {}")),
        rule(
            "nobody outside can extend a class that is not made for it",
            classes().that().arePublic().should(ArchitectureConditions.beClosedForExtension()),
            List.of("package dev.stride.api; public class Violation {}")));
  }

  private static ArchitectureRule rule(String sentence, ArchRule rule, List<String> violation) {
    // A module may have no class yet; the violation proves that the rule can fail.
    return new ArchitectureRule(rule.allowEmptyShould(true).as(sentence), violation);
  }

  private static ArchRule usesOnly(String module, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(within(module))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(within(allowed));
  }

  private static ArchRule usesNone(String module, String... forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(within(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(within(forbidden));
  }

  private static ArchRule usedOnlyBy(String library, String... owners) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(within(owners))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(within(library));
  }

  private static ArchRule nobodyCalls(Class<?> owner, String method) {
    return noClasses()
        .should()
        .accessTargetWhere(targetOwner(type(owner)).and(target(name(method))));
  }

  private static String within(String name) {
    return name + "..";
  }

  private static String[] within(String... names) {
    return Stream.of(names).map(ArchitectureRules::within).toArray(String[]::new);
  }

  private static List<String> field(String from, String type) {
    return List.of("package %s; class Violation { %s field; }".formatted(from, type));
  }

  private static List<String> body(String from, String statement) {
    return List.of(
        "package %s; class Violation { void run() throws Exception { %s } }"
            .formatted(from, statement));
  }

  private static List<String> arrow(String from, String to) {
    return List.of(
        "package %s; public class Target {}".formatted(to), field(from, to + ".Target").get(0));
  }
}
