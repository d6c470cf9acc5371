package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Answers what its caller tells of itself. */
public class Client implements RequestHandler<Object, Map<String, String>> {

  @Override
  public Map<String, String> handleRequest(Object event, Context context) {
    return context.getClientContext().getCustom();
  }
}
