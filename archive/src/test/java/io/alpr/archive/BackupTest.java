package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class BackupTest {
    private static final int PASSES = 60;
    private static final int PICTURED = 20;

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static TestingObjects objects;
    private static Database full;
    private static PictureStore bucket;
    private static final PictureMessage PICTURE =
            TestingEvents.picture("gate", PICTURED - 1, 1, PictureKind.PLATE);

    @BeforeAll
    static void start() {
        server =
                EmbeddedPostgres.start(
                        new PostgresSettings(
                                folder.resolve("db"),
                                0,
                                "alpr",
                                "s3cret-of-test",
                                List.of("origin", "back", "torn", "newer", "less")));
        objects = TestingObjects.start(folder.resolve("s3"));
        full = database("origin");
        bucket = bucket("origin");
        fill();
    }

    @AfterAll
    static void stop() {
        bucket.close();
        full.close();
        objects.close();
        server.close();
    }

    private static Database database(String name) {
        return Database.open(settings(name));
    }

    private static DatabaseSettings settings(String name) {
        return new DatabaseSettings("localhost", server.port(), name, "alpr", "s3cret-of-test");
    }

    private static PictureStore bucket(String name) {
        return PictureStore.open(
                new ObjectStoreSettings(
                        objects.endpoint(), objects.accessKey(), objects.secretKey(), name));
    }

    /**
     * Passes over five days, some with pictures, all with quotes and backslashes in their texts.
     */
    private static void fill() {
        var store = new EventStore(full, "origin");
        for (int i = 0; i < PASSES; i++) {
            if (i < PICTURED) {
                var picture = TestingEvents.picture("gate", i, 1, PictureKind.PLATE);
                bucket.put(picture);
                store.store(List.of(TestingEvents.event("gate", i, 1, picture)));
                new PictureLedger(full).stored(List.of(PictureLedger.Picture.of(picture)));
            } else {
                var at = Instant.parse("2026-11-01T10:00:00Z").plus(Duration.ofHours(2L * i));
                store.store(List.of(TestingEvents.event("gate", at, i, 2)));
            }
        }
        new Holds(full).hold(PICTURE.eventId(), "case \"4711\"", "jane");
        var at = TestingEvents.event("gate", PICTURED - 1, 1).id();
        try (var edits = io.alpr.archive.edit.PassEdits.over(settings("origin"))) {
            edits.notes().add(at.eventId(), at.capturedAt(), "a \"note\",\nof two lines", "jane");
            edits.tags().add(at.eventId(), at.capturedAt(), "tag", "jane");
            edits.corrections().correct(at.eventId(), at.capturedAt(), "X-1", "X1", "jane");
        }
    }

    private static List<Inventory.Pass> passes(Database database) {
        var all = new ArrayList<Inventory.Pass>();
        new Inventory(database).passes(all::add);
        all.sort(java.util.Comparator.comparing(Inventory.Pass::eventId));
        return all;
    }

    /** All columns of all rows, as one number. */
    private static String digest(Database database, String table) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM %s t"
                                                .formatted(table))
                                .mapTo(String.class)
                                .one());
    }

    private static Backup backup() {
        return new Backup(full, bucket, _ -> {});
    }

    @Test
    void whatComesBackIsWhatWasThereToTheLastByte(@TempDir Path kept) throws IOException {
        var written = backup().into(kept);
        assertThat(written.missing()).isEmpty();
        assertThat(ArchiveFacts.of(full).lastBackup())
                .contains(Instant.parse(written.manifest().takenAt()));
        assertThat(ArchiveFacts.of(full).bytes()).isPositive();
        assertThat(written.copied()).isEqualTo(PICTURED);
        assertThat(written.manifest().rows("plate_events")).isEqualTo(PASSES);
        var crooked = kept.resolve("../" + kept.getFileName());
        assertThat(backup().into(crooked).copied()).as("they are there already").isZero();
        try (var folders = Files.newDirectoryStream(kept, "tables-*")) {
            assertThat(folders).as("the tables of the latest alone").hasSize(1);
        }

        try (var database = database("back");
                var store = bucket("back")) {
            assertThat(ArchiveFacts.of(database).lastBackup()).as("never").isEmpty();
            var restore = new Restore(database, store, _ -> {});
            assertThat(restore.from(kept).manifest().pictures()).isEqualTo(PICTURED);

            assertThat(passes(database)).hasSize(PASSES).isEqualTo(passes(full));
            for (var table : List.of("plate_events", "plate_pictures", "event_holds")) {
                assertThat(digest(database, table)).as(table).isEqualTo(digest(full, table));
            }
            var verified = Verification.of(new Inventory(database), store, true, _ -> {});
            assertThat(verified.isClean()).isTrue();
            assertThat(verified.read()).isEqualTo(PICTURED);
            assertThat(new Holds(database).list()).isEqualTo(new Holds(full).list());
            assertThat(digest(database, "plate_events_default"))
                    .as("each row in its day's partition")
                    .isEmpty();
            assertThatThrownBy(() -> restore.from(kept)).hasMessageContaining("60 passes");
        }
    }

    @Test
    void aBackupThatWasChangedOrIsNotWholeBringsNothing(@TempDir Path kept) throws IOException {
        backup().into(kept);
        var file = kept.resolve("pictures").resolve(PICTURE.key());
        try (var database = database("torn");
                var store = bucket("torn")) {
            var restore = new Restore(database, store, _ -> {});
            Files.writeString(file, "another car");
            assertThatThrownBy(() -> restore.from(kept))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(PICTURE.key());
            Files.delete(file);
            assertThatThrownBy(() -> restore.from(kept)).hasMessageContaining("missing");
            assertThat(passes(database)).isEmpty();

            backup().into(kept);
            var table =
                    kept.resolve(BackupManifest.read(kept).folder()).resolve("plate_events.csv.gz");
            Files.write(table, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> restore.from(kept)).hasMessageContaining("plate_events");
            Files.delete(kept.resolve("manifest.json"));
            assertThatThrownBy(() -> restore.from(kept)).hasMessageContaining("no whole backup");
            assertThat(passes(database)).isEmpty();
        }
    }

    @Test
    void aBackupOfANewerProgramIsRefused(@TempDir Path kept) throws IOException {
        backup().into(kept);
        var manifest = kept.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"track_id\"", "\"telepathic_id\""));
        try (var database = database("newer");
                var store = bucket("newer")) {
            assertThatThrownBy(() -> new Restore(database, store, _ -> {}).from(kept))
                    .hasMessageContaining("newer program")
                    .hasMessageContaining("telepathic_id");
        }
    }

    @Test
    void noBackupIsWrittenIntoAFolderOfOtherThings(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("letters.txt"), "dear diary");
        assertThatThrownBy(() -> backup().into(other)).hasMessageContaining("not empty");
    }

    @Test
    void twoBackupsDoNotMixInOneFolder(@TempDir Path kept) throws IOException {
        var inner = new ArrayList<Throwable>();
        var outer =
                new Backup(
                        full,
                        bucket,
                        _ -> {
                            if (inner.isEmpty()) {
                                inner.add(
                                        catchThrowable(
                                                () ->
                                                        new Backup(full, bucket, _ -> {})
                                                                .into(kept)));
                            }
                        });
        outer.into(kept);

        assertThat(inner)
                .singleElement()
                .satisfies(
                        refused ->
                                assertThat(refused)
                                        .isInstanceOf(IOException.class)
                                        .hasMessageContaining("another backup is being written"));
        // Whoever is done lets go.
        assertThat(new Backup(full, bucket, _ -> {}).into(kept).manifest().missing()).isEmpty();
    }

    @Test
    void aPictureThatIsGoneIsNamedAndTheRestIsBackedUp(@TempDir Path kept) throws IOException {
        var lost = TestingEvents.picture("gate", 3, 1, PictureKind.PLATE);
        bucket.delete(List.of(lost.key()));
        try {
            var written = backup().into(kept);
            assertThat(written.missing()).containsExactly(lost.key());
            assertThat(written.copied()).isEqualTo(PICTURED - 1);
            try (var database = database("less");
                    var store = bucket("less")) {
                new Restore(database, store, _ -> {}).from(kept);
                assertThat(passes(database)).hasSize(PASSES);
                var verified = Verification.of(new Inventory(database), store, true, _ -> {});
                assertThat(verified.missing()).containsExactly(lost.key());
                assertThat(verified.read()).isEqualTo(PICTURED - 1L);
            }
        } finally {
            bucket.put(lost);
        }
    }
}
