package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.RetentionPolicy.Ages;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.events.EventIds;
import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Ages TEN_DAYS = new Ages(Duration.ofDays(10), Duration.ofDays(5));
    private static final RetentionPolicy POLICY = new RetentionPolicy(TEN_DAYS, Map.of());
    private static final List<String> DATABASES = List.of("one", "two", "three", "four", "five");

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static TestingObjects objects;
    private static int used;

    private Database database = database("one");
    private PictureStore store = PictureStore.reaching(objectSettings());
    private Retention retention = new Retention(database, store);

    @BeforeAll
    static void start() {
        server =
                EmbeddedPostgres.start(
                        new PostgresSettings(
                                folder.resolve("db"), 0, "alpr", "s3cret-of-test", DATABASES));
        objects = TestingObjects.start(folder.resolve("s3"));
    }

    @AfterAll
    static void stop() {
        objects.close();
        server.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        database.close();
        database = database(DATABASES.get(used));
        store.close();
        store = PictureStore.open(objectSettings());
        retention = new Retention(database, store);
        new Partitions(database).ahead(NOW);
        used++;
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

    private static ObjectStoreSettings objectSettings() {
        return new ObjectStoreSettings(
                objects.endpoint(), objects.accessKey(), objects.secretKey(), "kept-" + used);
    }

    /** A pass of so many days ago with a picture, and its day's partition. */
    private PictureMessage passed(String site, int daysAgo) {
        var at = NOW.minus(Duration.ofDays(daysAgo));
        new Partitions(database).cover(at, 0);
        return stored(site, at);
    }

    private PictureMessage stored(String site, Instant at) {
        var pass = new EventIds.Pass(site, "gate", Instant.EPOCH, at.toEpochMilli(), 1);
        var id = new PlateEvent.PassId(EventIds.of(at, pass), 1, at, "gate", "t-1");
        var jpeg = ("picture of " + id).getBytes(StandardCharsets.UTF_8);
        var hash = PictureMessage.hashOf(jpeg);
        var key = ObjectKeys.of(id, site, PictureKind.PLATE, hash);
        var picture = new PictureMessage(id.eventId(), 1, PictureKind.PLATE, key, hash, jpeg);
        var like = TestingEvents.event("gate", at, 1, 1);
        var event =
                new PlateEvent(
                        id,
                        like.plate(),
                        like.vehicle(),
                        List.of(new PlateEvent.PictureRef(PictureKind.PLATE, key, hash)),
                        new PlateEvent.Node(site, "edge-1"),
                        like.details());
        new EventStore(database, store.bucket()).store(List.of(event));
        store.put(picture);
        new PictureLedger(database).stored(List.of(PictureLedger.Picture.of(picture)));
        return picture;
    }

    private String stateOf(PictureMessage picture) {
        return text(
                "SELECT coalesce((SELECT picture_state FROM plate_events WHERE event_id = '%s'), 'gone')"
                        .formatted(picture.eventId()));
    }

    private String text(String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    @Test
    void oldDaysGoAsWholePartitionsAndPicturesBeforeThem() {
        var old = passed("depot", 20);
        var held = passed("depot", 19);
        var middle = passed("depot", 7);
        var fresh = passed("depot", 1);
        assertThat(new Holds(database).hold(held.eventId(), "a collision", "jane")).isTrue();

        var taken = retention.apply(POLICY, NOW);

        assertThat(taken).isEqualTo(new Retention.Taken(2, 1, 2));
        assertThat(stateOf(old)).isEqualTo("gone");
        assertThat(store.exists(old.key())).isFalse();
        assertThat(stateOf(middle)).isEqualTo("dropped");
        assertThat(store.exists(middle.key())).isFalse();
        assertThat(stateOf(held)).isEqualTo("stored");
        assertThat(store.read(held.key())).contains(held.jpeg());
        assertThat(stateOf(fresh)).isEqualTo("stored");
        assertThat(store.exists(fresh.key())).isTrue();
        assertThat(text("SELECT to_regclass('plate_events_y2026m11d03') IS NULL")).isEqualTo("t");
        assertThat(retention.apply(POLICY, NOW)).isEqualTo(Retention.Taken.NOTHING);
        assertThat(text("SELECT detail->>'partitions' FROM archive_deeds WHERE deed = 'retention'"))
                .isEqualTo("2");

        store.put(middle);
        new PictureLedger(database).stored(List.of(PictureLedger.Picture.of(middle)));
        assertThat(retention.apply(POLICY, NOW))
                .as("a picture that came late goes as well")
                .isEqualTo(new Retention.Taken(1, 0, 0));
        assertThat(store.exists(middle.key())).isFalse();
    }

    @Test
    void whatIsReleasedGoesWithTheNextLook() {
        var held = passed("depot", 30);
        var holds = new Holds(database);
        holds.hold(held.eventId(), "a collision", "jane");
        assertThat(retention.apply(POLICY, NOW).events()).isZero();
        assertThat(text("SELECT count(*) FROM plates")).isEqualTo("1");
        assertThat(holds.list())
                .singleElement()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo("a collision"));

        assertThat(holds.release(held.eventId(), "jane")).isTrue();
        assertThat(holds.release(held.eventId(), "jane")).isFalse();

        assertThat(retention.apply(POLICY, NOW)).isEqualTo(new Retention.Taken(1, 1, 0));
        assertThat(stateOf(held)).isEqualTo("gone");
        assertThat(store.exists(held.key())).isFalse();
        assertThat(text("SELECT count(*) FROM plate_pictures")).isEqualTo("0");
        assertThat(text("SELECT count(*) FROM plates")).isEqualTo("0");
    }

    @Test
    void aSiteThatKeepsLessLosesRowsAndTheOthersNone() {
        var short_ = passed("short", 3);
        var usual = passed("usual", 3);
        var policy =
                new RetentionPolicy(
                        TEN_DAYS,
                        Map.of("short", new Ages(Duration.ofDays(2), Duration.ofDays(1))));

        assertThat(retention.apply(policy, NOW)).isEqualTo(new Retention.Taken(1, 1, 0));

        assertThat(stateOf(short_)).isEqualTo("gone");
        assertThat(stateOf(usual)).isEqualTo("stored");
        assertThat(text("SELECT count(*) FROM plates")).as("the other has it").isEqualTo("1");

        var least = new Ages(Duration.ofDays(2), Duration.ofDays(1));
        retention.apply(new RetentionPolicy(TEN_DAYS, Map.of("usual", least)), NOW);
        assertThat(text("SELECT count(*) FROM plates")).isEqualTo("0");
    }

    @Test
    void nobodyCanHoldWhatIsNotThere() {
        assertThat(new Holds(database).hold(new UUID(1, 2), "a mistake", "jane")).isFalse();
        assertThat(new Holds(database).list()).isEmpty();
    }

    @Test
    void emptyMonthsMakeWayForDaysAndFullOnesStay() {
        database.with(
                handle ->
                        handle.createQuery("SELECT plate_events_partitions(:at, 1)")
                                .bind(
                                        "at",
                                        NOW.minus(Duration.ofDays(400))
                                                .atOffset(java.time.ZoneOffset.UTC))
                                .mapTo(Integer.class)
                                .one());
        var kept = stored("depot", NOW.minus(Duration.ofDays(400)));

        new Partitions(database).ahead(NOW);

        assertThat(text("SELECT to_regclass('plate_events_y2025m10') IS NOT NULL")).isEqualTo("t");
        assertThat(text("SELECT to_regclass('plate_events_y2025m11') IS NULL")).isEqualTo("t");
        assertThat(text("SELECT to_regclass('plate_events_y2026m11d24') IS NOT NULL"))
                .isEqualTo("t");
        assertThat(stateOf(kept)).isEqualTo("stored");
        assertThat(new Partitions(database).cover(NOW.minus(Duration.ofDays(400)), 3)).isZero();
        assertThat(retention.apply(POLICY, NOW)).isEqualTo(new Retention.Taken(1, 1, 1));
    }
}
