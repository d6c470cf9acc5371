package example;

import java.util.Map;
import java.util.UUID;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

public class Quotes implements Resource {

  private final Map<String, Integer> prices = Map.of("coffee", 3, "tea", 2);
  private String environment;

  public Quotes() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    quote("coffee"); // what this loads is in the snapshot
    environment = null;
    System.out.println("ready for the snapshot");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    environment = UUID.randomUUID().toString(); // each restored environment has its own
    System.out.println("restored as " + environment);
  }

  public String quote(String product) {
    System.out.println("a quote by " + environment);
    return product + ": " + prices.get(product);
  }
}
