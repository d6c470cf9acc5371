package example;

import java.util.List;

/** Plain objects in and out. */
public class Orders {

  public static class Order {
    public String customer;
    private List<Integer> prices = List.of();

    public List<Integer> getPrices() {
      return prices;
    }

    public void setPrices(List<Integer> prices) {
      this.prices = prices;
    }
  }

  public static class Receipt {
    private final String customer;
    private final int total;

    Receipt(String customer, int total) {
      this.customer = customer;
      this.total = total;
    }

    public String getCustomer() {
      return customer;
    }

    public int getTotal() {
      return total;
    }
  }

  public Receipt price(Order order) {
    return new Receipt(order.customer, order.getPrices().stream().mapToInt(Integer::intValue).sum());
  }
}
