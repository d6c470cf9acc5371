package example

import com.amazonaws.services.lambda.runtime.Context

data class Line(val article: String, val count: Int = 1)

data class Order(val customer: String, val lines: List<Line> = listOf(), val note: String? = null)

/** What has defaults only has a constructor without arguments besides, but no way to set region. */
data class Settings(val region: String = "north", var retries: Int = 3)

/** A function of no class. */
fun greet(event: Map<String, Any?>): String = "Hello, ${event["name"]}!"

class Orders {
    fun echo(order: Order): Order = order

    fun settings(settings: Settings): Settings = settings

    fun customers(orders: List<Order>, context: Context): Map<String, List<String>> =
        mapOf(context.functionName to orders.map { it.customer })

    fun nothing(event: String) {}

    companion object {
        @JvmStatic
        fun length(event: String): Int = event.length
    }
}
