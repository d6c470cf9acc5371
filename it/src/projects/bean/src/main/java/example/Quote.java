package example;

import java.math.BigDecimal;

/** What an order would cost. It can be written as JSON, but not read. */
public final class Quote {

  private final BigDecimal total;

  private Quote(BigDecimal total) {
    this.total = total;
  }

  static Quote of(Receipt receipt) {
    return new Quote(receipt.getTotal());
  }

  public BigDecimal getTotal() {
    return total;
  }
}
