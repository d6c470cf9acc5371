package example;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What no class refers to, and the JVM has. */
public class Providers {

  public List<Object> use() throws Exception {
    var used = new ArrayList<Object>();
    used.add(NumberFormat.getInstance(Locale.GERMANY).format(1234.5));
    used.add(LocalDate.of(2026, 3, 7)
        .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(Locale.UK)));
    var zip = Files.createTempDirectory("providers").resolve("a.zip");
    try (var system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      used.add(system.provider().getScheme());
    }
    Files.delete(zip);
    Files.delete(zip.getParent());
    used.add(RandomGenerator.of("L64X128MixRandom").isDeprecated());
    used.add(Class.forName("com.sun.jndi.dns.DnsContextFactory").getModule().getName());
    return used;
  }
}
