// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.util.Optional;

/**
 * What has become of a request.
 *
 * @param request what was asked for
 * @param fault what was done to it
 * @param status of the reply that the service or the proxy has begun; 0 if there was none, or the
 *     proxy forwards bytes
 */
public record ProxyExchange(ProxyRequest request, Optional<ProxyFault> fault, int status) {}
