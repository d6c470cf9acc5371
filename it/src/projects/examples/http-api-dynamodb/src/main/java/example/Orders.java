package example;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** GET and PUT /orders/{id} of an HTTP API. */
public class Orders {

  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final String table = System.getenv("TABLE_NAME");

  public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent request) {
    String id = request.getPathParameters().get("id");
    return request.getRouteKey().startsWith("PUT ") ? put(id, request.getBody()) : get(id);
  }

  private APIGatewayV2HTTPResponse put(String id, String order) {
    dynamoDb.putItem(put -> put.tableName(table)
        .item(Map.of("id", AttributeValue.fromS(id), "order", AttributeValue.fromS(order))));
    return response(201, order);
  }

  private APIGatewayV2HTTPResponse get(String id) {
    var found = dynamoDb.getItem(
        get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
    return found.hasItem()
        ? response(200, found.item().get("order").s())
        : response(404, "{\"message\":\"no order " + id + "\"}");
  }

  private static APIGatewayV2HTTPResponse response(int status, String json) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody(json)
        .build();
  }
}
