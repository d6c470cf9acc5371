package example

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler

/** Has state, which no second object may have. */
object Counter:
  private var number = 0

  def count(): Int =
    number += 1
    number

object Doubler extends RequestHandler[Integer, Integer]:
  override def handleRequest(event: Integer, context: Context): Integer = 2 * event

class Trimmer extends java.util.function.UnaryOperator[String]:
  override def apply(event: String): String = event.trim
