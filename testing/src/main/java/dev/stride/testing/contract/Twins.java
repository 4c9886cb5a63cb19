// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

/** No record of Stride: two components whose columns differ by case only. */
public record Twins(int amount, int Amount) {}
