// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

/**
 * The layer that a function has its JVM in.
 *
 * @param name under which it is published
 */
public record TemplateLayer(String name, CodeZip zip) {}
