package example;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A function whose event and response are beans. */
public class Shop {

  public Receipt order(Order order) {
    List<Receipt.Line> lines = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    for (Order.Item item : order.getItems()) {
      BigDecimal price = item.getPrice().multiply(BigDecimal.valueOf(item.getCount()));
      Receipt.Line line = new Receipt.Line();
      line.setName(item.getName());
      line.setPrice(price);
      lines.add(line);
      total = total.add(price);
    }
    Receipt receipt = new Receipt();
    receipt.setOrderId(order.getId());
    receipt.setDay(order.getPlaced().toString().substring(0, 10));
    receipt.setGift(Boolean.parseBoolean(order.getOptions().get("gift")));
    receipt.setLines(lines);
    receipt.setTotal(total);
    return receipt;
  }

  public Quote quote(Order order) {
    if (!Boolean.getBoolean("lambda.priming")) {
      System.out.println("a quote for order " + order.getId());
    }
    return order(order)::getTotal;
  }
}
