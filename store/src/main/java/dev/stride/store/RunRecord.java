// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run set out to do. Written once, before anything else.
 *
 * @param run the run's id
 * @param workflow the workflow's name
 * @param workflowClass the class that defines it
 * @param jar the user's jar that holds the class, empty for the class path
 * @param parameters the values of all parameters, as text
 * @param options the command line's options that shaped the plan, each as it was given
 * @param plan the plan, as text for people
 * @param inputs the steps that each step reads; in the order in which they are planned
 * @param resumed the run that this one goes on from, or empty
 * @param tag a word of the user's, or empty
 * @param version the version of Stride
 * @param started when
 */
public record RunRecord(
    String run,
    String workflow,
    String workflowClass,
    String jar,
    Map<String, String> parameters,
    Map<String, List<String>> options,
    String plan,
    Map<String, List<String>> inputs,
    String resumed,
    String tag,
    String version,
    Instant started) {}
