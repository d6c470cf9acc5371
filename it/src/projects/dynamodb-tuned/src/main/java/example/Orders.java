package example;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Does what the project dynamodb does, after what its profile showed. */
public class Orders {

  public record Response(int statusCode, String body) {}

  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  private static final DynamoDbClient DYNAMODB = DynamoDbClient.builder()
      .region(Region.EU_CENTRAL_1)
      .endpointOverride(URI.create("http://127.0.0.1:8000"))
      .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
      .build();

  public Response find(Map<String, Object> request) {
    JsonObject query = JsonParser.parseString((String) request.get("body")).getAsJsonObject();
    String id = query.get("customer").getAsString() + "/" + query.get("order").getAsInt();
    GetItemRequest item = GetItemRequest.builder()
        .tableName("orders")
        .key(Map.of("id", AttributeValue.fromS(id)))
        .build();
    LOG.info("looking for {} in {}", item.key(), item.tableName());
    JsonObject key = new JsonObject();
    key.addProperty("id", item.key().get("id").s());
    JsonObject order = new JsonObject();
    order.addProperty("service", DYNAMODB.serviceName());
    order.addProperty("table", item.tableName());
    order.add("key", key);
    return new Response(200, order.toString());
  }
}
