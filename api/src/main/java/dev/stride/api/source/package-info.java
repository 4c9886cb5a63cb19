// SPDX-License-Identifier: Apache-2.0
/** Where datasets are read from. For users: start with {@link dev.stride.api.source.Parquet}. */
@NullMarked
package dev.stride.api.source;

import org.jspecify.annotations.NullMarked;
