package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose writer registered a schema that harms whoever resolves it. */
final class HostileSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestingRegistryServer server = new TestingRegistryServer();
    private final HttpSchemaRegistry registry = new HttpSchemaRegistry(server.address());
    private final PlateEventCodec codec = new PlateEventCodec(registry, "any");

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Contains itself: resolving never ends.
                "{\"type\":\"record\",\"name\":\"Inf\",\"fields\":[{\"name\":\"n\",\"type\":\"Inf\"}]}",
                // Elements without bytes: 2^62 of them in nine.
                "{\"type\":\"array\",\"items\":\"null\"}",
                "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}}",
                "{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":0}}}"
            })
    void aSchemaThatHarmsIsAnUnknownOneAtOnce(String type) throws Exception {
        var body = ByteBuffer.allocate(10).put(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 127, 0});
        refusedSoon(type, body.array());
    }

    @Test
    void aSchemaThatGrowsWithoutBoundIsAnUnknownOneAtOnce() throws Exception {
        var type = "\"int\"";
        for (int level = 0; level < 40; level++) {
            var inner = level == 0 ? type : "\"R" + (level - 1) + "\"";
            type =
                    "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":%s},{\"name\":\"b\",\"type\":%s}]}"
                            .formatted(level, type, inner);
        }
        refusedSoon(type, new byte[] {0});
    }

    private void refusedSoon(String type, byte[] more) throws Exception {
        var normal = codec.encode(Samples.bare());
        int id = registered(withField(type));
        var bytes =
                ByteBuffer.allocate(normal.length + more.length)
                        .put(normal)
                        .put(more)
                        .putInt(1, id);
        Assertions.assertTimeoutPreemptively(
                SOON,
                () -> {
                    for (int i = 0; i < 2; i++) {
                        assertThatThrownBy(() -> codec.decode(bytes.array()))
                                .isInstanceOfSatisfying(
                                        Undecodable.class,
                                        fault ->
                                                assertThat(fault.reason())
                                                        .isEqualTo(
                                                                Undecodable.Reason.UNKNOWN_SCHEMA));
                    }
                });
        assertThat(server.asked()).filteredOn(("GET /schemas/ids/" + id)::equals).hasSize(1);
    }

    @Test
    void aNewerPilotsSchemaWithAFieldMoreIsRead() throws Exception {
        var normal = codec.encode(Samples.bare());
        int id = registered(withField("\"long\""));
        var bytes = ByteBuffer.allocate(normal.length + 1).put(normal).put((byte) 14).putInt(1, id);
        assertThat(codec.decode(bytes.array())).isEqualTo(Samples.bare());
    }

    private static String withField(String type) throws JsonProcessingException {
        var schema = (ObjectNode) JSON.readTree(Schemas.PLATE_EVENT.toString());
        var field = ((ArrayNode) schema.get("fields")).addObject().put("name", "zz");
        field.set("type", JSON.readTree(type));
        return schema.toString();
    }

    private int registered(String schema) throws Exception {
        var body = JSON.createObjectNode().put("schema", schema).toString();
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(server.address() + "/subjects/evil-value/versions"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body()).get("id").asInt();
        }
    }
}
