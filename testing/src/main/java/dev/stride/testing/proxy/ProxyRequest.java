// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

/**
 * What a client asks for.
 *
 * @param number of the request among all that reach the proxy, from 1; of the connection where the
 *     proxy forwards bytes
 * @param method as in {@code PUT}; empty where the proxy forwards bytes
 * @param path with its query; empty where the proxy forwards bytes
 */
public record ProxyRequest(int number, String method, String path) {}
