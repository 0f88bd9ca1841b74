package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.EventIds;
import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class ErasureTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String GONE = "GO12NE";
    private static final String OTHER = "ST34AY";

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static TestingObjects objects;
    private static int used;

    private Database database = database("db0");
    private PictureStore store = bucket("erased-0");
    private Erasure erasure = new Erasure(database, store, _ -> {});
    private EventStore events = new EventStore(database, store.bucket());

    @BeforeAll
    static void start() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            names.add("db" + i);
        }
        server =
                EmbeddedPostgres.start(
                        new PostgresSettings(
                                folder.resolve("db"), 0, "alpr", "s3cret-of-test", names));
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
        database = database("db" + used);
        store = bucket("erased-" + used);
        erasure = new Erasure(database, store, _ -> {});
        events = new EventStore(database, store.bucket());
        new Partitions(database).ahead(NOON);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static Database database(String name) {
        return Database.open(
                new DatabaseSettings("localhost", server.port(), name, "alpr", "s3cret-of-test"));
    }

    private static PictureStore bucket(String name) {
        return PictureStore.open(
                new ObjectStoreSettings(
                        objects.endpoint(), objects.accessKey(), objects.secretKey(), name));
    }

    /** A pass so many minutes after noon, with a picture for each revision. */
    private record Pass(PlateEvent event, PictureMessage picture) {
        UUID id() {
            return event.id().eventId();
        }

        static Pass of(int minute, int revision, String plate, String... alternatives) {
            var at = NOON.plusSeconds(60L * minute);
            var pass = new EventIds.Pass("depot", "gate", Instant.EPOCH, minute, 1);
            var id = new PlateEvent.PassId(EventIds.of(at, pass), revision, at, "gate", "t-1");
            var jpeg = ("picture of " + id).getBytes(StandardCharsets.UTF_8);
            var hash = PictureMessage.hashOf(jpeg);
            var key = ObjectKeys.of(id, "depot", PictureKind.PLATE, hash);
            var like = TestingEvents.event("gate", at, 1, 1);
            var text =
                    new PlateEvent.PlateText(
                            plate,
                            plate,
                            0.9,
                            "GB",
                            List.of(),
                            Arrays.stream(alternatives)
                                    .map(other -> new PlateEvent.Candidate(other, 0.2))
                                    .toList());
            return new Pass(
                    new PlateEvent(
                            id,
                            text,
                            like.vehicle(),
                            List.of(new PlateEvent.PictureRef(PictureKind.PLATE, key, hash)),
                            new PlateEvent.Node("depot", "edge-1"),
                            like.details()),
                    new PictureMessage(id.eventId(), revision, PictureKind.PLATE, key, hash, jpeg));
        }
    }

    private Pass stored(Pass pass) {
        assertThat(events.store(List.of(pass.event())))
                .noneMatch(StoreOutcome.Erased.class::isInstance);
        store.put(pass.picture());
        assertThat(new PictureLedger(database).stored(List.of(noted(pass)))).isEmpty();
        return pass;
    }

    private static PictureLedger.Picture noted(Pass pass) {
        return PictureLedger.Picture.of(pass.picture());
    }

    private List<String> plates() {
        return texts("SELECT plate_normalized_text FROM plate_events ORDER BY captured_at");
    }

    private List<String> texts(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    @Test
    void thePassesOfAPlateGoWithTheirPicturesAndTheDeedNamesNoPlate() {
        var one = stored(Pass.of(1, 1, GONE));
        var revised = stored(Pass.of(2, 1, OTHER));
        stored(Pass.of(2, 2, GONE));
        var ahead = stored(Pass.of(10_000, 1, GONE));
        var other = stored(Pass.of(3, 1, OTHER, "ST34AV", GONE, "5T34AY"));
        var would = erasure.wouldTake(GONE, minute(10));

        var erased = erasure.plate(GONE, minute(10), "jane");

        assertThat(erased.passes()).containsExactlyInAnyOrder(one.id(), revised.id(), ahead.id());
        assertThat(erased.pictures()).as("the first revision's, too").isEqualTo(4);
        assertThat(erased.mentions()).containsExactly(other.id());
        assertThat(would).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(erased);
        assertThat(plates()).containsExactly(OTHER);
        assertThat(texts("SELECT candidates::text FROM plate_events").getFirst())
                .contains("ST34AV", "5T34AY")
                .doesNotContain(GONE);
        for (var gone : List.of(one, revised, Pass.of(2, 2, GONE))) {
            assertThat(store.exists(gone.picture().key())).isFalse();
        }
        assertThat(store.read(other.picture().key())).contains(other.picture().jpeg());
        assertThat(Verification.of(new Inventory(database), store, true, _ -> {}).isClean())
                .isTrue();
        assertThat(texts("SELECT detail::text FROM archive_deeds WHERE deed = 'erasure'"))
                .hasSize(1)
                .allSatisfy(deed -> assertThat(deed).contains("jane").doesNotContain(GONE));
    }

    @Test
    void noTableHoldsThePlateAfterwards() {
        stored(Pass.of(1, 1, GONE, "AB1", "CD2"));
        stored(Pass.of(2, 1, OTHER, GONE));
        erasure.plate(GONE, minute(10), "jane");

        var tables =
                texts(
                        """
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                        """);
        assertThat(tables).contains("plate_events", "erased_plates", "archive_deeds");
        for (var table : tables) {
            assertThat(texts("SELECT row_to_json(t)::text FROM %s t".formatted(table)))
                    .as(table)
                    .noneMatch(row -> row.contains(GONE));
        }
    }

    @Test
    void whatWasCapturedBeforeDoesNotComeBackAndTheVehicleMay() {
        stored(Pass.of(1, 1, GONE));
        erasure.plate(GONE, minute(10), "jane");

        var late = Pass.of(1, 2, OTHER);
        var unknown = Pass.of(5, 1, GONE);
        var unknownAgain = Pass.of(5, 2, OTHER);
        var again = Pass.of(11, 1, GONE);
        var mentioned = Pass.of(6, 1, OTHER, GONE, "ST34AV");
        assertThat(
                        events.store(
                                List.of(
                                        late.event(),
                                        unknown.event(),
                                        again.event(),
                                        mentioned.event())))
                .hasExactlyElementsOfTypes(
                        StoreOutcome.Erased.class,
                        StoreOutcome.Erased.class,
                        StoreOutcome.Inserted.class,
                        StoreOutcome.Inserted.class);
        assertThat(events.store(List.of(unknownAgain.event())))
                .as("its pass is known by now, whatever it reads")
                .hasExactlyElementsOfTypes(StoreOutcome.Erased.class);
        assertThat(plates()).containsExactly(OTHER, GONE);
        assertThat(texts("SELECT candidates::text FROM plate_events ORDER BY captured_at LIMIT 1"))
                .allSatisfy(text -> assertThat(text).contains("ST34AV").doesNotContain(GONE));
        var ledger = new PictureLedger(database);
        assertThat(ledger.stored(List.of(noted(late), noted(unknown), noted(again))))
                .containsExactlyInAnyOrder(noted(late), noted(unknown));
        assertThat(texts("SELECT object_key FROM plate_pictures WHERE state = 'stored'"))
                .containsExactly(again.picture().key());
    }

    @Test
    void aPassThatIsReadOtherwiseKeepsItsPicturesWhenItsOldRevisionComesAgain() {
        var first = stored(Pass.of(1, 1, GONE));
        var second = stored(Pass.of(1, 2, OTHER));
        erasure.plate(GONE, minute(10), "jane");
        assertThat(plates()).containsExactly(OTHER);

        assertThat(events.store(List.of(first.event())))
                .hasExactlyElementsOfTypes(StoreOutcome.Erased.class);

        assertThat(erasure.sweep()).isZero();
        assertThat(store.exists(second.picture().key())).isTrue();
        stored(Pass.of(1, 3, OTHER));
        assertThat(events.store(List.of(Pass.of(1, 4, GONE).event())))
                .as("in the end it is the erased plate's")
                .hasExactlyElementsOfTypes(StoreOutcome.Erased.class);
        assertThat(plates()).isEmpty();
        assertThat(erasure.sweep()).isEqualTo(3);
    }

    @Test
    void aClockThatRanAheadDoesNotKeepTheVehicleOutForYears() {
        stored(Pass.of(1_000_000, 1, GONE));
        assertThat(erasure.plate(GONE, minute(10), "jane").passes()).hasSize(1);
        stored(Pass.of(11, 1, GONE));
        assertThat(plates()).containsExactly(GONE);
    }

    @Test
    void aPictureThatCameBeforeItsErasedEventIsSwept() {
        erasure.plate(GONE, minute(10), "jane");
        var early = Pass.of(5, 1, GONE);
        store.put(early.picture());
        assertThat(new PictureLedger(database).stored(List.of(noted(early)))).isEmpty();
        assertThat(events.store(List.of(early.event())))
                .hasExactlyElementsOfTypes(StoreOutcome.Erased.class);

        assertThat(erasure.sweep()).isEqualTo(1);

        assertThat(store.exists(early.picture().key())).isFalse();
        assertThat(texts("SELECT object_key FROM plate_pictures")).isEmpty();
    }

    @Test
    void whatIsHeldStaysWithItsPicturesAndGoesOnAsBefore() {
        var held = stored(Pass.of(1, 1, GONE));
        assertThat(new Holds(database).hold(held.id(), "case 4711", "joe")).isTrue();

        var erased = erasure.plate(GONE, minute(10), "jane");

        assertThat(erased.passes()).isEmpty();
        assertThat(erased.held()).containsExactly(held.id());
        stored(Pass.of(1, 2, GONE));
        assertThat(erasure.sweep()).isZero();
        assertThat(store.exists(held.picture().key())).isTrue();
        assertThat(erasure.passes(List.of(held.id()), "jane").held()).containsExactly(held.id());

        new Holds(database).release(held.id(), "joe");
        assertThat(erasure.passes(List.of(held.id()), "jane").passes()).containsExactly(held.id());
        assertThat(plates()).isEmpty();
        assertThat(store.exists(held.picture().key())).isFalse();
    }

    @Test
    void aBackupMadeBeforeBringsNothingOfItBack(@TempDir Path kept) throws IOException {
        var gone = stored(Pass.of(1, 1, GONE));
        stored(Pass.of(2, 1, OTHER, GONE));
        new Backup(database, store, _ -> {}).into(kept);
        assertThatThrownBy(() -> erasure.bind(folder)).hasMessageContaining("no whole backup");
        erasure.plate(GONE, minute(10), "jane");

        database.with(handle -> handle.execute("DELETE FROM plate_events"));
        var restored = new Restore(database, store, _ -> {}).from(kept);
        assertThat(restored.erased()).isEqualTo(1);
        assertThat(plates()).as("this archive knows").containsExactly(OTHER);
        assertThat(store.exists(gone.picture().key())).isFalse();

        erasure.bind(kept);
        assertThat(Files.readString(kept.resolve(ErasureFile.NAME))).doesNotContain(GONE);
        open();
        assertThat(new Restore(database, store, _ -> {}).from(kept).erased()).isEqualTo(1);
        assertThat(plates()).as("the backup knows").containsExactly(OTHER);
        assertThat(texts("SELECT candidates::text FROM plate_events")).containsExactly("[]");
        assertThat(store.exists(gone.picture().key())).isFalse();
        assertThat(events.store(List.of(Pass.of(1, 2, OTHER).event(), Pass.of(7, 1, GONE).event())))
                .as("and the restored archive, from then on")
                .hasOnlyElementsOfType(StoreOutcome.Erased.class);

        new Backup(database, store, _ -> {}).into(kept);
        database.with(handle -> handle.execute("DELETE FROM plate_events"));
        assertThatThrownBy(() -> new Backup(database, store, _ -> {}).into(kept))
                .as("an archive that was lost takes no backup along")
                .hasMessageContaining("has no passes");
        try (var files = Files.walk(kept)) {
            assertThat(files.map(Path::toString))
                    .as("nor does the next backup keep it")
                    .noneMatch(file -> file.endsWith(gone.picture().key()));
        }
    }

    /** Whoever writes at the same moment is either seen by the erasure or sees it. */
    @Test
    void whileRecordersWriteNothingSlipsThrough() throws Exception {
        try (var threads = Executors.newFixedThreadPool(3)) {
            var writers = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int thread = 0; thread < 2; thread++) {
                int first = thread * 10_000;
                writers.add(threads.submit(() -> write(first)));
            }
            while (plates().size() < 200 && !writers.getFirst().isDone()) {
                Thread.onSpinWait();
            }
            var erased = erasure.plate(GONE, minute(30_000), "jane");
            int refused = writers.get(0).get() + writers.get(1).get();

            assertThat(erased.passes()).hasSizeGreaterThanOrEqualTo(100);
            assertThat(erased.passes().size() + refused).isEqualTo(2 * 100 * 10);
            assertThat(refused).as("some came after it").isPositive();
        }
        assertThat(plates()).hasSize(2 * 100 * 10).containsOnly(OTHER);
    }

    /** A hundred batches of ten passes of each of the two plates; answers how many were refused. */
    private int write(int first) {
        int refused = 0;
        for (int batch = 0; batch < 100; batch++) {
            var passes = new ArrayList<PlateEvent>();
            for (int i = 0; i < 20; i++) {
                passes.add(Pass.of(first + batch * 20 + i, 1, i % 2 == 0 ? GONE : OTHER).event());
            }
            refused +=
                    (int)
                            events.store(passes).stream()
                                    .filter(StoreOutcome.Erased.class::isInstance)
                                    .count();
        }
        return refused;
    }
}
