// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
/**
 * Where the start of a packaged function spends its time: its stacks are sampled with its own image,
 * options and cache, and shown as a table, a flame graph and JSON.
 */
package dev.coldbrew.lambda.profile;
