// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/**
 * The functions: one per code, size and setting, named by the digest of all that, found or made
 * when first needed, and called by its version, which never changes. Thread-safe.
 */
final class Functions {
  private static final String HANDLER = "dev.stride.container.StepFunction::handleRequest";
  private static final String RUNTIME = "java17";
  private static final int HASH_CHARACTERS = 32;
  private static final int MOST_LOOKS = 120;

  private final LambdaClient client;
  private final LambdaSettings settings;
  private final Map<String, String> environment;
  private final Map<String, CompletableFuture<Version>> known = new ConcurrentHashMap<>();

  /**
   * @param environment what functions need to find the store
   */
  Functions(LambdaClient client, LambdaSettings settings, Map<String, String> environment) {
    this.client = client;
    this.settings = settings;
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings.environment());
    this.environment = Map.copyOf(all);
  }

  /**
   * A version that can be called.
   *
   * @param function its name
   * @param number its number
   */
  record Version(String function, String number) {}

  /**
   * The function of that size for code.
   *
   * @param digest of the code
   * @param archive the object that has it
   * @throws StrideException that tells what is missing
   */
  Version of(String digest, ObjectStore objects, String archive, FunctionSize size) {
    String name = name(digest, size);
    CompletableFuture<Version> made = new CompletableFuture<>();
    CompletableFuture<Version> present = known.putIfAbsent(name, made);
    if (present == null) {
      try {
        made.complete(findOrMake(name, URI.create(objects.name(archive)), size));
      } catch (RuntimeException e) {
        known.remove(name);
        made.completeExceptionally(e);
      }
    }
    try {
      return (present == null ? made : present).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private String name(String digest, FunctionSize size) {
    List<String> identity =
        List.of(
            digest,
            size.toString(),
            String.valueOf(size.seconds()),
            role(),
            String.valueOf(settings.storage()),
            String.valueOf(settings.snapStart()),
            new TreeMap<>(environment).toString());
    return "stride-" + Digests.of(identity).substring(0, HASH_CHARACTERS);
  }

  private String role() {
    return settings
        .role()
        .orElseThrow(
            () ->
                new StrideException(
                    FailureClass.CONFIGURATION,
                    "Cannot make function: it has no role (set stride.lambda.role to the ARN of one"
                        + " that reads and writes the store)",
                    null));
  }

  private Version findOrMake(String name, URI archive, FunctionSize size) {
    try {
      try {
        client.getFunctionConfiguration(ask -> ask.functionName(name));
      } catch (ResourceNotFoundException e) {
        make(name, archive, size);
      }
      awaitActive(name);
      // Tells of the version that there is, unless something has changed since.
      String number = client.publishVersion(ask -> ask.functionName(name)).version();
      client.putFunctionEventInvokeConfig(
          ask -> ask.functionName(name).qualifier(number).maximumRetryAttempts(0));
      return new Version(name, number);
    } catch (StrideException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ServiceFailures.failure(LambdaBackend.NAME, "make function '" + name + "'", e);
    }
  }

  private void make(String name, URI archive, FunctionSize size) {
    CreateFunctionRequest.Builder request =
        CreateFunctionRequest.builder()
            .functionName(name)
            .description("Steps of Stride workflows")
            .runtime(RUNTIME)
            .handler(HANDLER)
            .role(role())
            .architectures(architecture())
            .memorySize(size.mebibytes())
            .timeout(size.seconds())
            .ephemeralStorage(disk -> disk.size(settings.storage()))
            .environment(variables -> variables.variables(environment))
            .code(
                code -> code.s3Bucket(archive.getAuthority()).s3Key(archive.getPath().substring(1)))
            .tags(Map.of("stride", "function"));
    if (settings.snapStart()) {
      request.snapStart(start -> start.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS));
    }
    try {
      client.createFunction(request.build());
    } catch (ResourceConflictException e) {
      // Another process has made the same.
      return;
    }
  }

  /** That of this machine, whose native libraries the archive has. */
  private static Architecture architecture() {
    return System.getProperty("os.arch").equals("aarch64")
        ? Architecture.ARM64
        : Architecture.X86_64;
  }

  private void awaitActive(String name) {
    try {
      client
          .waiter()
          .waitUntilFunctionActive(
              ask -> ask.functionName(name), overrides -> overrides.maxAttempts(MOST_LOOKS));
    } catch (SdkClientException e) {
      String reason = client.getFunctionConfiguration(ask -> ask.functionName(name)).stateReason();
      throw notMade(name, reason == null ? String.valueOf(e.getMessage()) : reason);
    }
  }

  private static StrideException notMade(String name, String reason) {
    return new StrideException(
        FailureClass.CONFIGURATION,
        "Cannot make function '" + name + "': " + reason + " (check stride.lambda.role)",
        null);
  }
}
