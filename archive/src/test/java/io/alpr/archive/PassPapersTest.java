package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.edit.Corrections;
import io.alpr.archive.edit.PassEdits;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.EventIds;
import io.alpr.events.PlateEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people add to passes, among recorders, erasure, retention and backups. */
@Tag("real")
class PassPapersTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String GONE = "GO12NE";
    private static final String STAYS = "ST34AY";

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static TestingObjects objects;
    private static int used;

    private Database database = database();
    private PictureStore store = bucket();
    private PassEdits edits = PassEdits.over(settings());

    @BeforeAll
    static void start() {
        server =
                EmbeddedPostgres.start(
                        new PostgresSettings(
                                folder.resolve("db"),
                                0,
                                "alpr",
                                "s3cret-of-test",
                                List.of("db0", "db1", "db2", "db3", "db4", "db5", "db6", "db7")));
        objects = TestingObjects.start(folder.resolve("s3"));
    }

    @AfterAll
    static void stop() {
        objects.close();
        server.close();
    }

    @BeforeEach
    void open() {
        close();
        used++;
        database = database();
        store = bucket();
        edits = PassEdits.over(settings());
        new Partitions(database).ahead(NOON);
    }

    @AfterEach
    void close() {
        edits.close();
        store.close();
        database.close();
    }

    private static DatabaseSettings settings() {
        return new DatabaseSettings(
                "localhost", server.port(), "db" + used, "alpr", "s3cret-of-test");
    }

    private static Database database() {
        return Database.open(settings());
    }

    private static PictureStore bucket() {
        return PictureStore.open(
                new ObjectStoreSettings(
                        objects.endpoint(),
                        objects.accessKey(),
                        objects.secretKey(),
                        "papers-" + used));
    }

    private PlateEvent stored(int minute, int revision, String plate) {
        var at = NOON.plusSeconds(60L * minute);
        var pass = new EventIds.Pass("depot", "gate", Instant.EPOCH, minute, 1);
        var like = TestingEvents.event("gate", at, 1, 1);
        var event =
                new PlateEvent(
                        new PlateEvent.PassId(EventIds.of(at, pass), revision, at, "gate", "t-1"),
                        new PlateEvent.PlateText(plate, plate, 0.9, "GB", List.of(), List.of()),
                        like.vehicle(),
                        List.of(),
                        like.node(),
                        like.details());
        new EventStore(database, store.bucket()).store(List.of(event));
        return event;
    }

    private Corrections.Outcome correct(PlateEvent event, String plate) {
        return edits.corrections()
                .correct(event.id().eventId(), event.id().capturedAt(), plate, plate, "jane");
    }

    private void write(PlateEvent event, String text, String tag) {
        var id = event.id();
        assertThat(edits.notes().add(id.eventId(), id.capturedAt(), text, "jane")).isPresent();
        assertThat(edits.tags().add(id.eventId(), id.capturedAt(), tag, "jane")).isTrue();
    }

    private List<String> texts(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private List<String> plates() {
        return texts(
                """
                SELECT concat_ws(' ', plate_normalized_text, revision, read_normalized_text)
                FROM plate_events ORDER BY captured_at
                """);
    }

    @Test
    void aLaterRevisionDoesNotChangeWhatAPersonSaidAndIsKeptBesideIt() {
        var event = stored(1, 1, "AB12");
        assertThat(correct(event, "XY99")).isEqualTo(Corrections.Outcome.DONE);
        assertThat(correct(event, "XY99")).isEqualTo(Corrections.Outcome.SAME);
        stored(1, 2, "A812");
        assertThat(plates()).containsExactly("XY99 2 A812");
        edits.corrections().undo(event.id().eventId(), event.id().capturedAt(), "jane");
        assertThat(plates()).as("what was read last").containsExactly("A812 2");
        stored(1, 3, "A813");
        assertThat(plates()).containsExactly("A813 3");
        assertThat(edits.corrections().of(event.id().eventId()))
                .extracting(Corrections.Correction::to)
                .containsExactly("XY99", "A812");
    }

    @Test
    void whatIsNotThereIsNotChanged() {
        var event = stored(1, 1, "AB12");
        var id = java.util.UUID.randomUUID();
        assertThat(edits.corrections().correct(id, NOON, "XY", "XY", "jane"))
                .isEqualTo(Corrections.Outcome.GONE);
        assertThat(edits.corrections().undo(id, NOON, "jane")).isEqualTo(Corrections.Outcome.GONE);
        assertThat(edits.notes().add(id, NOON, "text", "jane")).isEmpty();
        assertThat(edits.tags().add(id, NOON, "tag", "jane")).isFalse();
        for (int i = 0; i < 25; i++) {
            edits.tags().add(event.id().eventId(), event.id().capturedAt(), "tag" + i, "jane");
        }
        assertThat(edits.tags().of(event.id().eventId())).hasSize(20);
        for (int i = 0; i < 105; i++) {
            edits.notes().add(event.id().eventId(), event.id().capturedAt(), "n" + i, "jane");
        }
        assertThat(edits.notes().of(event.id().eventId())).hasSize(100);
        assertThat(edits.notes().delete(event.id().eventId(), id, Optional.empty())).isFalse();
    }

    @Test
    void whatPeopleWroteGoesWithAnErasedPlateAndTheWordOfItFromAllElse() {
        var gone = stored(1, 1, GONE);
        write(gone, "a note of the erased pass", "mine");
        var corrected = stored(2, 1, "GO12NF");
        correct(corrected, GONE);
        var read = stored(3, 1, GONE);
        correct(read, STAYS);
        var other = stored(4, 1, STAYS);
        write(other, "follows go-12 ne since Monday", "go12ne");
        write(other, "nothing to see", "usual");
        var erasure = new Erasure(database, store, _ -> {});
        var erased = erasure.plate(GONE, NOON.plus(Duration.ofHours(1)), "jane");
        assertThat(erased.passes())
                .as("what was said to be it is it")
                .containsExactlyInAnyOrder(gone.id().eventId(), corrected.id().eventId());
        assertThat(erased.mentions()).containsExactly(read.id().eventId());
        assertThat(plates()).containsExactly("ST34AY 1 ", "ST34AY 1");
        assertThat(texts("SELECT text FROM pass_notes"))
                .containsExactlyInAnyOrder("follows [plate] since Monday", "nothing to see");
        assertThat(texts("SELECT tag FROM pass_tags")).containsExactly("usual");
        assertThat(texts("SELECT from_text || '>' || to_text FROM pass_corrections"))
                .containsExactly(">ST34AY");
        for (var table : List.of("plate_events", "pass_notes", "pass_tags", "pass_corrections")) {
            assertThat(texts("SELECT row_to_json(t)::text FROM %s t".formatted(table)))
                    .as(table)
                    .noneMatch(row -> row.toUpperCase(java.util.Locale.ROOT).contains(GONE));
        }
        assertThat(edits.corrections().undo(read.id().eventId(), read.id().capturedAt(), "jane"))
                .isEqualTo(Corrections.Outcome.ERASED);
        assertThat(correct(other, GONE)).isEqualTo(Corrections.Outcome.ERASED);
        assertThat(correct(stored(90, 1, STAYS), GONE))
                .as("the vehicle may come again")
                .isEqualTo(Corrections.Outcome.DONE);
    }

    @Test
    void whatIsHeldKeepsItsPapers() {
        var held = stored(1, 1, GONE);
        write(held, "go12ne it is", "go12ne");
        new Holds(database).hold(held.id().eventId(), "case 7", "jane");
        new Erasure(database, store, _ -> {}).plate(GONE, NOON.plusSeconds(3_600), "jane");
        assertThat(texts("SELECT text FROM pass_notes")).containsExactly("go12ne it is");
        assertThat(texts("SELECT tag FROM pass_tags")).containsExactly("go12ne");
    }

    @Test
    void aBackupCarriesThemButNotWhatWasErasedSince(@TempDir Path kept) throws Exception {
        var gone = stored(1, 1, GONE);
        write(gone, "a note", "mine");
        var other = stored(2, 1, STAYS);
        write(other, "seen with GO 12 NE twice", "usual");
        correct(other, "ST34AZ");
        new Backup(database, store, _ -> {}).into(kept);
        new Erasure(database, store, _ -> {}).plate(GONE, NOON.plusSeconds(3_600), "jane");
        database.with(handle -> handle.execute("DELETE FROM plate_events"));
        new Restore(database, store, _ -> {}).from(kept);
        assertThat(plates()).containsExactly("ST34AZ 1 ST34AY");
        assertThat(texts("SELECT text FROM pass_notes")).containsExactly("seen with [plate] twice");
        assertThat(texts("SELECT tag FROM pass_tags")).containsExactly("usual");
        assertThat(texts("SELECT from_text || '>' || to_text FROM pass_corrections"))
                .containsExactly("ST34AY>ST34AZ");
    }

    @Test
    void retentionTakesThemWithTheirPass() {
        write(stored(1, 1, "OLD1"), "old", "old");
        var now = NOON.plus(Duration.ofDays(20));
        new Partitions(database).ahead(now);
        write(stored(20 * 24 * 60, 1, "NEW1"), "new", "new");
        var ages = new RetentionPolicy.Ages(Duration.ofDays(10), Duration.ofDays(5));
        new Retention(database, store).apply(new RetentionPolicy(ages, Map.of()), now);
        assertThat(plates()).containsExactly("NEW1 1");
        assertThat(texts("SELECT text FROM pass_notes")).containsExactly("new");
        assertThat(texts("SELECT tag FROM pass_tags")).containsExactly("new");
    }
}
