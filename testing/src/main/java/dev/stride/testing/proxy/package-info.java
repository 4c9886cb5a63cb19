// SPDX-License-Identifier: Apache-2.0
/**
 * A proxy that stands between a client and a service and does to their talk what networks and
 * overloaded services do: whoever speaks to a service over HTTP tests with it what it survives.
 */
@NullMarked
package dev.stride.testing.proxy;

import org.jspecify.annotations.NullMarked;
