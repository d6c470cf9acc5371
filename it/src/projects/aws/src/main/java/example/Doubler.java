package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.LocalDate;

/** As it would run on AWS's managed runtime. */
public class Doubler implements RequestHandler<Doubler.Order, Doubler.Order> {

  /** A bean, as AWS's serializer knows them. */
  public static class Order {
    private int count;
    private LocalDate day;

    public int getCount() {
      return count;
    }

    public void setCount(int count) {
      this.count = count;
    }

    public LocalDate getDay() {
      return day;
    }

    public void setDay(LocalDate day) {
      this.day = day;
    }
  }

  @Override
  public Order handleRequest(Order order, Context context) {
    order.setCount(2 * order.getCount());
    return order;
  }
}
