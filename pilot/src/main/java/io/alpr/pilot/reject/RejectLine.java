package io.alpr.pilot.reject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.vision.image.PixelBox;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The line of JSON that lies beside the picture of a refused read. Stateless. */
final class RejectLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RejectLine() {}

    static String of(Reject reject, String file) {
        var line = JSON.createObjectNode();
        line.put("time", reject.time().toString());
        line.put("camera", reject.cameraId());
        line.put("reason", reject.reason());
        line.put("text", reject.guess().text());
        line.put("score", reject.guess().score());
        var box = reject.box();
        line.putArray("box").add(box.x()).add(box.y()).add(box.width()).add(box.height());
        line.put("file", file);
        return line + "\n";
    }

    /** What a line says; empty for one that is none of ours. */
    static Optional<KeptReject> parsed(String line, Path folder) {
        try {
            var node = JSON.readTree(line);
            var box = node.path("box");
            if (box.size() != 4 || !node.path("file").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(
                    new KeptReject(
                            Instant.parse(node.path("time").asText()),
                            node.path("camera").asText(),
                            node.path("reason").asText(),
                            node.path("text").asText(),
                            node.path("score").asDouble(),
                            box(box),
                            folder.resolve(node.path("file").asText())));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PixelBox box(JsonNode box) {
        return new PixelBox(
                box.get(0).asInt(), box.get(1).asInt(), box.get(2).asInt(), box.get(3).asInt());
    }
}
