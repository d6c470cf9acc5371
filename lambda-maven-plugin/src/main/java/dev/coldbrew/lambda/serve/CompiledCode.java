// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Code that is compiled here from its sources. */
record CompiledCode(FunctionCode code, CompiledSources compiledFrom) implements FunctionCode {

  @Override
  public List<Path> sources() {
    return code.sources();
  }

  @Override
  public Optional<String> missing() throws IOException {
    return code.missing();
  }

  @Override
  public void awaitCompiled() throws IOException {
    compiledFrom.awaitCompiled();
  }

  @Override
  public boolean isBeingCompiled() {
    return compiledFrom.areBeingCompiled();
  }

  @Override
  public void stage(Path task) throws IOException {
    code.stage(task);
  }
}
