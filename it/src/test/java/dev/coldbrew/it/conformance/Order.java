// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bean with getters and setters, as IDEs generate them, that inherits and contains others. */
public class Order extends Entity {

  /** With a field. */
  public enum Status {
    OPEN("o"),
    SENT("s");

    private final String letter;

    Status(String letter) {
      this.letter = letter;
    }

    public String letter() {
      return letter;
    }

    @Override
    public String toString() {
      return "status " + letter;
    }
  }

  /** A bean of public fields. */
  public static class Line {
    public String article;
    public int count = 1;
    public BigDecimal price;
  }

  private String customerName;
  private Status status;
  private boolean paid;
  private Boolean gift;
  private Instant sent;
  private Optional<String> note = Optional.empty();
  private List<Line> lines = new ArrayList<>();
  private Map<Status, Integer> history = new LinkedHashMap<>();
  private transient int cached = 7;

  public String getCustomerName() {
    return customerName;
  }

  public void setCustomerName(String customerName) {
    this.customerName = customerName;
  }

  public Status getStatus() {
    return status;
  }

  public void setStatus(Status status) {
    this.status = status;
  }

  public boolean isPaid() {
    return paid;
  }

  public void setPaid(boolean paid) {
    this.paid = paid;
  }

  public Boolean getGift() {
    return gift;
  }

  public void setGift(Boolean gift) {
    this.gift = gift;
  }

  public Instant getSent() {
    return sent;
  }

  public void setSent(Instant sent) {
    this.sent = sent;
  }

  public Optional<String> getNote() {
    return note;
  }

  public void setNote(Optional<String> note) {
    this.note = note;
  }

  public List<Line> getLines() {
    return lines;
  }

  public void setLines(List<Line> lines) {
    this.lines = lines;
  }

  public Map<Status, Integer> getHistory() {
    return history;
  }

  public void setHistory(Map<Status, Integer> history) {
    this.history = history;
  }

  public int getCached() {
    return cached;
  }

  /** A property without a field. */
  public BigDecimal getTotal() {
    BigDecimal total = BigDecimal.ZERO;
    for (Line line : lines) {
      if (line.price != null) {
        total = total.add(line.price.multiply(BigDecimal.valueOf(line.count)));
      }
    }
    return total;
  }

  /** A handler. */
  public static Order echo(Order order) {
    return order;
  }
}
