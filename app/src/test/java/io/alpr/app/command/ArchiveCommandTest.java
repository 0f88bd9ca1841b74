package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.bench.DrawnEvents;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.EventStore;
import io.alpr.archive.Inventory;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.Partitions;
import io.alpr.archive.PictureLedger;
import io.alpr.archive.PictureStore;
import io.alpr.embedded.EmbeddedObjectStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alpr archive} on a real PostgreSQL and S3 server. */
@Tag("real")
final class ArchiveCommandTest {
    private static final String BUCKET = "alpr-plate-images";

    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Instant now = Instant.now();

    private int archive(String... arguments) {
        out.reset();
        err.reset();
        var config = Stream.of("-c", folder.resolve("alpr.yaml").toString());
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(Stream.concat(Stream.of("archive"), Arrays.stream(arguments)), config)
                        .toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private void configure(EmbeddedPostgres postgres, EmbeddedObjectStore objects)
            throws Exception {
        Files.writeString(
                folder.resolve("alpr.yaml"),
                """
                database: {host: 127.0.0.1, port: %d, name: alpr_db, user: %s, password: "%s"}
                object_store: {endpoint: "%s", access_key: "%s", secret_key: "%s"}
                kafka: {bootstrap_servers: "127.0.0.1:1"}
                retention: {events: 10d, pictures: 5d}
                """
                        .formatted(
                                postgres.port(),
                                postgres.user(),
                                postgres.password(),
                                objects.endpoint(),
                                objects.accessKey(),
                                objects.secretKey()));
    }

    private static void store(Database database, PictureStore pictures, DrawnEvents.Drawn drawn) {
        new Partitions(database).cover(drawn.event().id().capturedAt(), 0);
        new EventStore(database, BUCKET).store(List.of(drawn.event()));
        drawn.pictures()
                .forEach(
                        picture -> {
                            pictures.put(picture);
                            new PictureLedger(database)
                                    .stored(List.of(PictureLedger.Picture.of(picture)));
                        });
    }

    /** A picture without a row in the archive. */
    private static PictureMessage unknown() {
        var bytes = "unknown".getBytes(StandardCharsets.UTF_8);
        var hash = PictureMessage.hashOf(bytes);
        var event = new UUID(1, 2);
        return new PictureMessage(
                event,
                1,
                io.alpr.events.PictureKind.FRAME,
                "bench/gate/2026/01/01/%s/frame-%s.jpg".formatted(event, hash.substring(0, 12)),
                hash,
                bytes);
    }

    /** Another file in an object's place, as only who reaches the disk can put it there. */
    private void forge(String key) throws IOException {
        Files.writeString(folder.resolve("s3/objects").resolve(BUCKET).resolve(key), "other bytes");
    }

    @Test
    void whatIsThereIsCountedVerifiedHeldAndLetGo() throws Exception {
        try (var postgres =
                        EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("db")));
                var objects =
                        EmbeddedObjectStore.start(
                                io.alpr.embedded.ObjectStoreSettings.throwaway(
                                        folder.resolve("s3")));
                var database =
                        Database.open(
                                new DatabaseSettings(
                                        "127.0.0.1",
                                        postgres.port(),
                                        "alpr_db",
                                        postgres.user(),
                                        postgres.password()));
                var pictures =
                        PictureStore.open(
                                new ObjectStoreSettings(
                                        objects.endpoint(),
                                        objects.accessKey(),
                                        objects.secretKey(),
                                        BUCKET))) {
            configure(postgres, objects);
            new Partitions(database).ahead(now);
            var drawn = new DrawnEvents(now.minus(Duration.ofDays(20)), Duration.ofDays(19), 500);
            store(database, pictures, drawn.at(0));
            store(database, pictures, drawn.at(1));
            countAndVerify(pictures, drawn);
            erase(
                    database,
                    pictures,
                    new DrawnEvents(now.minus(Duration.ofDays(2)), Duration.ofHours(1), 500).at(7));
            holdAndRelease(drawn.at(0).event());
        }
    }

    private void countAndVerify(PictureStore pictures, DrawnEvents drawn) throws Exception {
        assertThat(archive("stats", "--json")).as(this::said).isEqualTo(ExitCodes.OK);
        var object = new ObjectMapper().readTree(said());
        assertThat(object.path("passes").asInt()).isEqualTo(2);
        assertThat(object.path("sites").path("bench").asInt()).isEqualTo(2);
        assertThat(object.path("pictures").path("stored").asInt()).isEqualTo(2);
        assertThat(archive("stats")).isEqualTo(ExitCodes.OK);
        assertThat(said()).contains("2 passes").contains("site bench");

        assertThat(archive("verify", "--bytes")).as(this::said).isEqualTo(ExitCodes.OK);
        assertThat(said()).contains("2 pictures, 2 of them read");

        var second = drawn.at(1).pictures().getFirst();
        pictures.put(unknown());
        forge(second.key());
        assertThat(archive("verify")).as("bytes are not read").isEqualTo(ExitCodes.NO);
        assertThat(said()).contains("unknown  " + unknown().key()).contains("0 missing, 0 changed");
        assertThat(archive("verify", "--bytes")).isEqualTo(ExitCodes.NO);
        assertThat(said()).contains("wrong    " + second.key());
        pictures.delete(List.of(second.key(), unknown().key()));
        assertThat(archive("verify")).isEqualTo(ExitCodes.NO);
        assertThat(said()).contains("missing  " + second.key());
        pictures.put(second);
    }

    /** The broker is away: that is said, and the archive is erased none the less. */
    private void erase(Database database, PictureStore pictures, DrawnEvents.Drawn drawn) {
        store(database, pictures, drawn);
        var plate = drawn.event().plate().normalized();
        assertThat(archive("erase")).isEqualTo(ExitCodes.USAGE);
        assertThat(archive("erase", "Ä?")).isEqualTo(ExitCodes.USAGE);
        assertThat(archive("erase", " " + plate.toLowerCase(Locale.ROOT) + "-"))
                .as(this::said)
                .isEqualTo(ExitCodes.OK);
        assertThat(said()).contains("would erase 1 passes", "say --yes");
        assertThat(new Inventory(database).totals().passes()).isEqualTo(3);

        assertThat(archive("erase", plate, "--yes")).isEqualTo(ExitCodes.CANNOT_START);
        assertThat(said())
                .contains("erased 1 passes and " + drawn.pictures().size() + " pictures")
                .contains("dead letters may still hold it", "127.0.0.1:1 ");
        assertThat(new Inventory(database).totals().passes()).isEqualTo(2);
        assertThat(archive("verify", "--bytes")).isEqualTo(ExitCodes.OK);
        assertThat(archive("erase", "--event", drawn.event().id().eventId().toString()))
                .isEqualTo(ExitCodes.OK);
    }

    private void holdAndRelease(PlateEvent old) {
        var id = old.id().eventId().toString();
        assertThat(archive("hold", new UUID(1, 2).toString(), "--reason", "x"))
                .isEqualTo(ExitCodes.NO);
        assertThat(archive("hold", id)).isEqualTo(ExitCodes.USAGE);
        assertThat(archive("hold", id, "--reason", "case \u001b[31m4711")).isEqualTo(ExitCodes.OK);
        assertThat(archive("holds")).isEqualTo(ExitCodes.OK);
        assertThat(said()).contains(id).contains("4711").doesNotContain("\u001b");
        assertThat(archive("retain")).as(this::said).isEqualTo(ExitCodes.OK);
        assertThat(said()).contains("0 passes gone, 1 partitions").contains("0 pictures gone");

        assertThat(archive("release", id)).isEqualTo(ExitCodes.OK);
        assertThat(archive("release", id)).isEqualTo(ExitCodes.NO);
        assertThat(archive("retain")).isEqualTo(ExitCodes.OK);
        assertThat(said()).contains("1 passes gone").contains("1 pictures gone");
        assertThat(archive("verify", "--bytes")).as(this::said).isEqualTo(ExitCodes.OK);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidInOneLine() throws Exception {
        Files.writeString(
                folder.resolve("alpr.yaml"), "database: {host: 127.0.0.1, port: 1, password: x}\n");
        assertThat(archive("stats")).as(this::said).isEqualTo(ExitCodes.CANNOT_START);
        assertThat(said()).contains("127.0.0.1:1").hasLineCount(1);
    }
}
