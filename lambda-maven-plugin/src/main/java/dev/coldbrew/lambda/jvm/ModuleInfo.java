// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Reads {@code module-info.class} of any Java. */
record ModuleInfo(
    Set<ModuleDescriptor.Requires> requires,
    Set<ModuleDescriptor.Provides> provides,
    Set<String> packages,
    Optional<String> version) {

  private static final ModuleInfo NONE =
      new ModuleInfo(Set.of(), Set.of(), Set.of(), Optional.empty());

  /** Without a descriptor, nothing is required: the class path does not need one. */
  static ModuleInfo read(byte[] moduleInfo) {
    if (moduleInfo.length < 8) {
      return NONE;
    }
    // The format has been the same since Java 9, so an older JDK can read a newer descriptor this
    // way.
    byte[] java9 = moduleInfo.clone();
    java9[6] = 0;
    java9[7] = 53;
    try {
      ModuleDescriptor descriptor = ModuleDescriptor.read(ByteBuffer.wrap(java9));
      return new ModuleInfo(
          descriptor.requires(),
          descriptor.provides(),
          descriptor.packages(),
          descriptor.rawVersion());
    } catch (InvalidModuleDescriptorException e) {
      return NONE;
    }
  }
}
