// SPDX-License-Identifier: Apache-2.0

/** What steps on machines of a service have in common, whichever service it is. */
@NullMarked
package dev.stride.backend.batch.service;

import org.jspecify.annotations.NullMarked;
