package example;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * What many functions bring along: an HTTP request with JSON in it, an AWS client, Jackson, Log4j. It
 * prepares a call, and makes none.
 */
public class Orders {

  public record Query(String customer, int order) {}

  public record Order(String service, String table, Map<String, String> key) {}

  public record Response(int statusCode, String body) {}

  private static final Logger LOG = LogManager.getLogger(Orders.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DynamoDbClient DYNAMODB = DynamoDbClient.builder()
      .region(Region.EU_CENTRAL_1)
      .endpointOverride(URI.create("http://127.0.0.1:8000"))
      .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
      .build();

  public Response find(Map<String, Object> request) throws IOException {
    Query query = JSON.readValue((String) request.get("body"), Query.class);
    GetItemRequest item = GetItemRequest.builder()
        .tableName("orders")
        .key(Map.of("id", AttributeValue.fromS(query.customer() + "/" + query.order())))
        .build();
    LOG.info("looking for {} in {}", item.key(), item.tableName());
    Order order = new Order(
        DYNAMODB.serviceName(), item.tableName(), Map.of("id", item.key().get("id").s()));
    return new Response(200, JSON.writeValueAsString(order));
  }
}
