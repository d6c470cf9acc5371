package example;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;

public class Orders {

  /** SQS sends again only the messages that are named in the response. */
  public SQSBatchResponse receive(SQSEvent event) {
    var failures = new ArrayList<BatchItemFailure>();
    for (var message : event.getRecords()) {
      try {
        book(Integer.parseInt(message.getBody()));
      } catch (NumberFormatException e) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static void book(int quantity) {
    System.out.println("booked " + quantity);
  }
}
