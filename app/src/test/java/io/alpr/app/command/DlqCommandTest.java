package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.KafkaSettings;
import io.alpr.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alpr dlq} on a real broker. */
@Tag("real")
final class DlqCommandTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int dlq(String... arguments) {
        out.reset();
        err.reset();
        var config = Stream.of("-c", folder.resolve("alpr.yaml").toString());
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(Stream.concat(Stream.of("dlq"), Arrays.stream(arguments)), config)
                        .toArray(String[]::new));
    }

    private static void prepare(EmbeddedKafka broker, Path folder) throws Exception {
        Files.writeString(
                folder.resolve("alpr.yaml"),
                "kafka: {bootstrap_servers: '%s'}\n".formatted(broker.bootstrapServers()));
        var server = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var admin = Admin.create(server)) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(Topics.DEAD_LETTERS, 1, (short) 1),
                                    new NewTopic(Topics.PLATES, 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer =
                new KafkaProducer<>(server, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var reason : List.of("bad_magic", "unknown_schema")) {
                var letter =
                        new ProducerRecord<>(
                                Topics.DEAD_LETTERS, bytes("gate"), bytes("raw \u001b[31m bytes"));
                letter.headers().add("dlq_reason", bytes(reason));
                letter.headers().add("dlq_message", bytes("a \u001b[31mred\nline"));
                letter.headers().add("dlq_topic", bytes(Topics.PLATES));
                letter.headers().add("dlq_time", bytes("2026-11-23T12:00:00Z"));
                producer.send(letter).get();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void lettersAreListedShownSentBackAndDropped() throws Exception {
        try (var broker = EmbeddedKafka.start(KafkaSettings.throwaway(folder.resolve("kafka")))) {
            prepare(broker, folder);
            assertThat(dlq("list")).as(err::toString).isEqualTo(ExitCodes.OK);
            assertThat(said()).contains("0-0", "0-1", "bad_magic", "unknown_schema");
            assertThat(said()).doesNotContain("\u001b");

            assertThat(dlq("list", "--json", "--reason", "bad_magic")).isEqualTo(ExitCodes.OK);
            var letter = new ObjectMapper().readTree(said());
            assertThat(letter.get("id").textValue()).isEqualTo("0-0");
            assertThat(letter.get("key").textValue()).isEqualTo("gate");

            var file = folder.resolve("raw.bin");
            assertThat(dlq("show", "0-0", "--out", file.toString())).isEqualTo(ExitCodes.OK);
            assertThat(said()).contains("72 61 77 20 1b").doesNotContain("\u001b");
            assertThat(file).hasBinaryContent(bytes("raw \u001b[31m bytes"));

            assertThat(dlq("replay", "0-0")).isEqualTo(ExitCodes.OK);
            assertThat(said()).contains("sent back: 1");
            assertThat(dlq("list")).as(err::toString).isEqualTo(ExitCodes.OK);
            assertThat(said()).contains("unknown_schema").doesNotContain("bad_magic");

            assertThat(dlq("drop", "0-9")).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("no letter '0-9'");
            assertThat(dlq("drop")).isEqualTo(ExitCodes.USAGE);
            assertThat(dlq("drop", "--all")).isEqualTo(ExitCodes.OK);
            assertThat(dlq("list")).as(err::toString).isEqualTo(ExitCodes.OK);
            assertThat(said()).isEmpty();
        }
    }
}
