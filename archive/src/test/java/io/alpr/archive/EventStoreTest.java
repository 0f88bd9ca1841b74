package io.alpr.archive;

import static io.alpr.archive.TestingEvents.event;
import static io.alpr.archive.TestingEvents.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.CameraStatus;
import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class EventStoreTest {
    @TempDir static Path folder;
    private static PostgresSettings serverSettings;
    private static EmbeddedPostgres server;
    private static Database database;
    private static EventStore events;
    private static PictureLedger pictures;

    /** Every test has a camera of its own, so that none sees another's rows. */
    private final String camera = "cam-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        serverSettings = PostgresSettings.throwaway(folder);
        server = EmbeddedPostgres.start(serverSettings);
        database = Database.open(settings());
        events = new EventStore(database, "alpr-plate-images");
        pictures = new PictureLedger(database);
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @Test
    void ofABatchWithCopiesAndRevisionsTheHighestIsKeptOnce() {
        var outcomes =
                events.store(
                        List.of(
                                event(camera, 1, 2),
                                event(camera, 1, 1),
                                event(camera, 1, 3),
                                event(camera, 1, 3),
                                event(camera, 2, 1)));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Duplicate", "Duplicate", "Inserted", "Duplicate", "Inserted");
        assertThat(texts("plate_normalized_text || ' ' || revision"))
                .containsExactly("AB12CD3 3", "AB12CD1 1");
    }

    /** With a second connection for the plates, and with one for all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void thePlateOfEveryPassIsKnownAndSearchedFolded(int connections) {
        var all = settings();
        var some =
                new DatabaseSettings(
                        all.host(),
                        all.port(),
                        all.name(),
                        all.user(),
                        all.password(),
                        connections);
        var at = Instant.parse("2026-11-05T10:00:00Z");
        try (var narrow = Database.open(some)) {
            narrow.with(handle -> handle.execute("DELETE FROM plates"));
            var store = new EventStore(narrow, "bucket");
            store.store(
                    List.of(event(camera, at.plusSeconds(connections), 1, 1), event(camera, 2, 7)));
            store.store(List.of(event(camera, at.plusSeconds(200_000), 3, 1)));
        }
        List<String> known =
                database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT plate || ' ' || folded || ' ' || (last_seen AT TIME ZONE 'UTC')
                                                FROM plates ORDER BY plate
                                                """)
                                        .mapTo(String.class)
                                        .list());
        assertThat(known)
                .containsExactly(
                        "AB12CD1 A812C01 2026-11-07 17:33:20",
                        "AB12CD7 A812C07 2026-11-01 10:00:00.08");
    }

    @Test
    void theSameBatchAgainChangesNothing() {
        var batch = List.of(event(camera, 1, 1), event(camera, 2, 1));
        events.store(batch);
        var before = texts("t::text");

        assertThat(events.store(batch)).hasOnlyElementsOfType(StoreOutcome.Duplicate.class);

        assertThat(texts("t::text")).isEqualTo(before);
    }

    @Test
    void aHigherRevisionTakesThePlaceAndTheTimeOfCreationSurvives() {
        events.store(List.of(event(camera, 1, 1)));
        var created = texts("created_at");

        var outcome = events.store(List.of(event(camera, 1, 2))).getFirst();

        assertThat(outcome).isInstanceOf(StoreOutcome.Revised.class);
        assertThat(texts("created_at")).isEqualTo(created);
        assertThat(texts("plate_text || ' ' || (updated_at > created_at)"))
                .containsExactly("AB12 CD2 true");
    }

    @Test
    void aLowerRevisionThatComesLateChangesNothing() {
        events.store(List.of(event(camera, 1, 2)));

        assertThat(events.store(List.of(event(camera, 1, 1))).getFirst())
                .isInstanceOf(StoreOutcome.Duplicate.class);
        assertThat(texts("revision")).containsExactly("2");
    }

    @Test
    void everyFieldArrivesAsItIs() {
        events.store(List.of(event(camera, 1, 1)));

        assertThat(texts("site_id")).containsExactly(TestingEvents.SITE);
        assertThat(texts("flags[1]")).containsExactly("odd \"flag\", {x}\\");
        assertThat(texts("(candidates->0->>'text') || (candidates->0->>'share')"))
                .containsExactly("A812CD10.25");
        assertThat(texts("array_to_string(character_scores, ' ')"))
                .containsExactly("0.9 0.8 0.7 0.9 0.8 0.7 0.5");
        assertThat(texts("concat_ws(' ', box_x, box_y, box_width, box_height)"))
                .containsExactly("10 20 140 36");
        assertThat(texts("concat_ws(' ', vehicle_type, vehicle_make IS NULL, vehicle_color)"))
                .containsExactly("car t blue");
        assertThat(texts("captured_at = '2026-11-01T10:00:00.040Z'")).containsExactly("true");
        assertThat(texts("picture_state")).containsExactly("none");
    }

    @Test
    void anEventThatTheDatabaseRefusesIsFoundAndEveryOtherIsStored() {
        var refused = "refused-" + UUID.randomUUID();
        database.with(
                handle ->
                        handle.execute(
                                "ALTER TABLE plate_events ADD CONSTRAINT \"c_%1$s\" CHECK (camera_id <> '%1$s')"
                                        .formatted(refused)));
        var batch = new ArrayList<PlateEvent>();
        for (var i = 1; i <= 9; i++) {
            batch.add(event(i == 6 ? refused : camera, i, 1));
        }

        var outcomes = events.store(batch);

        assertThat(outcomes.get(5))
                .isInstanceOfSatisfying(
                        StoreOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("check constraint"));
        assertThat(outcomes).filteredOn(StoreOutcome.Inserted.class::isInstance).hasSize(8);
        assertThat(texts("revision")).hasSize(8);
    }

    @Test
    void aPictureMayComeBeforeItsEventOrAfter() {
        var plate = picture(camera, 1, 1, PictureKind.PLATE);
        var frame = picture(camera, 1, 1, PictureKind.FRAME);

        pictures.stored(List.of(PictureLedger.Picture.of(plate)));
        events.store(List.of(event(camera, 1, 1, plate, frame)));
        assertThat(texts("picture_state")).containsExactly("pending");

        pictures.stored(List.of(PictureLedger.Picture.of(frame)));
        assertThat(texts("picture_state")).containsExactly("stored");
        assertThat(texts("plate_image_url"))
                .containsExactly("s3://alpr-plate-images/" + plate.key());
    }

    @Test
    void anEventWhosePicturesAreAllThereIsBornStored() {
        var plate = picture(camera, 1, 1, PictureKind.PLATE);
        pictures.stored(List.of(PictureLedger.Picture.of(plate)));
        pictures.stored(List.of(PictureLedger.Picture.of(plate)));

        events.store(List.of(event(camera, 1, 1, plate)));

        assertThat(texts("picture_state")).containsExactly("stored");
    }

    @Test
    void copiesOfAPictureInOneBatchAreNotedOnce() {
        var plate = PictureLedger.Picture.of(picture(camera, 1, 1, PictureKind.PLATE));
        var frame = PictureLedger.Picture.of(picture(camera, 1, 1, PictureKind.FRAME));
        events.store(
                List.of(
                        event(
                                camera,
                                1,
                                1,
                                picture(camera, 1, 1, PictureKind.PLATE),
                                picture(camera, 1, 1, PictureKind.FRAME))));

        pictures.stored(List.of(plate, frame, plate, plate, frame));

        assertThat(texts("picture_state")).containsExactly("stored");
    }

    @Test
    void aRevisionWithANewPictureWaitsForIt() {
        var first = picture(camera, 1, 1, PictureKind.PLATE);
        var better = picture(camera, 1, 2, PictureKind.PLATE);
        pictures.stored(List.of(PictureLedger.Picture.of(first)));
        events.store(List.of(event(camera, 1, 1, first)));

        events.store(List.of(event(camera, 1, 2, better)));
        assertThat(texts("picture_state")).containsExactly("pending");

        pictures.stored(List.of(PictureLedger.Picture.of(better)));
        assertThat(texts("picture_state")).containsExactly("stored");
    }

    @Test
    void eventsAndPicturesThatRaceNeverMissEachOther()
            throws InterruptedException, ExecutionException {
        var random = new Random(7);
        var done = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var i = 1; i <= 60; i++) {
                var first = picture(camera, i, 1, PictureKind.PLATE);
                var frame = picture(camera, i, 1, PictureKind.FRAME);
                var ordinal = i;
                var jobs =
                        new ArrayList<Runnable>(
                                List.of(
                                        () -> store(event(camera, ordinal, 1, first)),
                                        () -> store(event(camera, ordinal, 2, first, frame)),
                                        () ->
                                                pictures.stored(
                                                        List.of(PictureLedger.Picture.of(first))),
                                        () ->
                                                pictures.stored(
                                                        List.of(PictureLedger.Picture.of(frame)))));
                Collections.shuffle(jobs, random);
                jobs.forEach(job -> done.add(threads.submit(job)));
            }
        }
        for (var job : done) {
            job.get();
        }
        assertThat(texts("revision || ' ' || picture_state")).hasSize(60).containsOnly("2 stored");
    }

    @Test
    void aBatchOfNewAndKnownEventsTellsEachAsItIs() {
        events.store(List.of(event(camera, 1, 1), event(camera, 2, 2)));

        var outcomes =
                events.store(
                        List.of(
                                event(camera, 3, 1),
                                event(camera, 1, 2),
                                event(camera, 2, 1),
                                event(camera, 3, 2)));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Duplicate", "Revised", "Duplicate", "Inserted");
        assertThat(texts("revision")).containsExactly("2", "2", "2");
        assertThat(texts("updated_at = created_at")).containsExactly("false", "true", "true");
    }

    @Test
    void ofTwoRecordersThatStoreTheSameEventsAtOnceOneInsertsEachAndNeitherFails()
            throws InterruptedException, ExecutionException {
        var inserted = 0L;
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var round = 1; round <= 300; round++) {
                // A batch of one is the hard case: there is nothing to halve.
                var batch = List.of(event(camera, round, 1));
                var here = threads.submit(() -> storedAfter(together, batch));
                var there = threads.submit(() -> storedAfter(together, batch));
                inserted += insertedOf(here.get()) + insertedOf(there.get());
            }
        }
        assertThat(inserted).isEqualTo(300);
        assertThat(texts("revision")).hasSize(300);
    }

    private static List<StoreOutcome> storedAfter(CyclicBarrier together, List<PlateEvent> batch)
            throws InterruptedException, BrokenBarrierException {
        together.await();
        return events.store(batch);
    }

    private static long insertedOf(List<StoreOutcome> outcomes) {
        assertThat(outcomes).noneMatch(StoreOutcome.Rejected.class::isInstance);
        return outcomes.stream().filter(StoreOutcome.Inserted.class::isInstance).count();
    }

    @Test
    void anOlderReportOfACameraDoesNotReplaceANewerOne() {
        var statuses = new CameraStatusStore(database);
        var at = Instant.parse("2026-11-01T10:00:00Z");
        statuses.store(List.of(status(at.plusSeconds(1), "streaming")));
        statuses.store(List.of(status(at, "stopped")));

        var found =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT state || ' ' || (rejects->>'blurred') || (last_read IS NULL)"
                                                        + " FROM camera_status WHERE camera_id = :camera")
                                        .bind("camera", camera)
                                        .mapTo(String.class)
                                        .list());
        assertThat(found).containsExactly("streaming 3true");
    }

    @Test
    void ofEveryMinuteTheLastReportIsKeptUntilItIsForgotten() {
        var statuses = new CameraStatusStore(database);
        var at = Instant.parse("2026-11-01T10:00:00Z");
        statuses.store(
                List.of(
                        status(at.plusSeconds(50), "streaming"),
                        status(at.plusSeconds(20), "connecting"),
                        status(at.plusSeconds(60), "backing_off")));
        statuses.store(List.of(status(at.plusSeconds(40), "stopped")));
        assertThat(minutes())
                .containsExactly("2026-11-01 10:00 streaming", "2026-11-01 10:01 backing_off");

        assertThat(statuses.forget(at.plusSeconds(60))).isPositive();
        assertThat(minutes()).containsExactly("2026-11-01 10:01 backing_off");
    }

    private List<String> minutes() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT to_char(minute AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI ') || state
                                        FROM camera_status_minutes WHERE camera_id = :camera ORDER BY minute
                                        """)
                                .bind("camera", camera)
                                .mapTo(String.class)
                                .list());
    }

    @Test
    void aServerThatStopsIsUnavailableAndTheSameBatchIsStoredAfterItsReturn(
            @TempDir Path elsewhere) {
        var settings = PostgresSettings.throwaway(elsewhere);
        var other = EmbeddedPostgres.start(settings);
        try (var pool = Database.open(settings(other))) {
            var store = new EventStore(pool, "bucket");
            store.store(List.of(event(camera, 1, 1)));
            other.kill();
            assertThatThrownBy(() -> store.store(List.of(event(camera, 1, 1), event(camera, 2, 1))))
                    .isInstanceOf(DatabaseUnavailable.class);
            assertThat(pool.answers()).isFalse();

            var again =
                    new PostgresSettings(
                            elsewhere,
                            other.port(),
                            settings.role(),
                            settings.password(),
                            settings.databases());
            try (var restarted = EmbeddedPostgres.start(again)) {
                assertThat(restarted.alive()).isTrue();
                // The pool pauses between its attempts to connect, for longer than one call waits.
                await().ignoreExceptionsInstanceOf(DatabaseUnavailable.class)
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () ->
                                        assertThat(
                                                        store.store(
                                                                List.of(
                                                                        event(camera, 1, 1),
                                                                        event(camera, 2, 1))))
                                                .extracting(
                                                        outcome ->
                                                                outcome.getClass().getSimpleName())
                                                .containsExactly("Duplicate", "Inserted"));
            }
        }
    }

    private static void store(PlateEvent event) {
        events.store(List.of(event));
    }

    private CameraStatus status(Instant at, String state) {
        return new CameraStatus(
                camera,
                "",
                state,
                at,
                new CameraStatus.Activity(25, at, Instant.EPOCH, 0, Map.of("blurred", 3L)));
    }

    private List<String> texts(String expression) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT ("
                                                + expression
                                                + ")::text FROM plate_events t WHERE camera_id = :camera ORDER BY captured_at")
                                .bind("camera", camera)
                                .mapTo(String.class)
                                .list());
    }

    private static DatabaseSettings settings() {
        return settings(server);
    }

    private static DatabaseSettings settings(EmbeddedPostgres at) {
        return new DatabaseSettings("localhost", at.port(), "alpr_db", at.user(), at.password(), 5);
    }
}
