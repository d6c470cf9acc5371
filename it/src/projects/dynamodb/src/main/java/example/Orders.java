package example;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** What many functions bring along: an AWS client, Jackson, Log4j. It prepares a call, and makes none. */
public class Orders {

  public record Query(String customer, int order) {}

  public record Answer(String service, String table, Map<String, String> key) {}

  private static final Logger LOG = LogManager.getLogger(Orders.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DynamoDbClient DYNAMODB = DynamoDbClient.builder()
      .region(Region.EU_CENTRAL_1)
      .endpointOverride(URI.create("http://127.0.0.1:8000"))
      .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
      .build();

  public void find(InputStream event, OutputStream answer) throws IOException {
    Query query = JSON.readValue(event, Query.class);
    GetItemRequest request = GetItemRequest.builder()
        .tableName("orders")
        .key(Map.of("id", AttributeValue.fromS(query.customer() + "/" + query.order())))
        .build();
    LOG.info("looking for {} in {}", request.key(), request.tableName());
    JSON.writeValue(
        answer,
        new Answer(
            DYNAMODB.serviceName(),
            request.tableName(),
            Map.of("id", request.key().get("id").s())));
  }
}
