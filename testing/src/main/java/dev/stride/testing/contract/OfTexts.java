// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is a list of texts. */
public record OfTexts(@Nullable List<String> value) {}
