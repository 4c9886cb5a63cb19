// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists whose elements may be null. */
public record Lists(
    @Nullable List<@Nullable String> texts, @Nullable List<@Nullable Integer> numbers) {}
