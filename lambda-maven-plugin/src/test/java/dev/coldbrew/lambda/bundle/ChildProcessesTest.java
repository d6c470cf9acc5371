package dev.coldbrew.lambda.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildProcessesTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "true, new ProcessBuilder().inheritIO()",
    "true, new ProcessBuilder().redirectInput(ProcessBuilder.Redirect.INHERIT)",
    "false, new ProcessBuilder().redirectErrorStream(true)",
    "false, \"INHERIT\""
  })
  void inputIsInheritedByThoseWhoAreToldSo(boolean expected, String expression) throws Exception {
    Path classes =
        CompiledClasses.in(folder, "public class Hello { Object o = %s; }".formatted(expression));
    Path none = Files.createDirectory(folder.resolve("none"));

    assertEquals(expected, ChildProcesses.mayInheritInput(new ClassPath(classes, List.of())));
    assertEquals(expected, ChildProcesses.mayInheritInput(new ClassPath(none, List.of(classes))));
  }
}
