// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend implements and what it is handed. For authors of backends; start with {@link
 * dev.stride.api.spi.Backend}.
 */
@NullMarked
package dev.stride.api.spi;

import org.jspecify.annotations.NullMarked;
