package example

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import java.util.function.UnaryOperator

/** Has state, which no second object may have. */
object Counter {
    private var count = 0

    fun count(): Int = ++count

    @JvmStatic
    fun length(event: String): Int = event.length
}

object Doubler : RequestHandler<Int, Int> {
    override fun handleRequest(event: Int, context: Context): Int = 2 * event
}

class Trimmer : UnaryOperator<String> {
    override fun apply(event: String): String = event.trim()
}
