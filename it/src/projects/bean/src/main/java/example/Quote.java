package example;

import java.math.BigDecimal;

/** What an order would cost. As an interface, it can be written as JSON, but not read. */
public interface Quote {

  BigDecimal getTotal();
}
