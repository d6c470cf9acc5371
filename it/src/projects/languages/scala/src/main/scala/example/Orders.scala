package example

import com.amazonaws.services.lambda.runtime.Context

case class Line(article: String, count: Int)

case class Order(customer: String, lines: List[Line], note: Option[String], tags: Map[String, Line])

sealed trait Payment extends Product

case class Card(number: String) extends Payment

enum Delivery:
  case Post(days: Int)

/** A function of no class. */
def greet(event: java.util.Map[String, Object]): String = s"Hello, ${event.get("name")}!"

class Orders:
  def echo(order: Order): Order = order

  def customers(orders: Seq[Order], context: Context): Map[String, Seq[String]] =
    Map(context.getFunctionName -> orders.map(_.customer))

  def note(order: Order): String = order.note.getOrElse("no note")

  def card(card: Card): Card = card

  def post(days: Int): Delivery.Post = new Delivery.Post(days)

  def nothing(event: String): Unit = ()

object Orders:
  def length(event: String): Int = event.length
