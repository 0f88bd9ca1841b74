package io.alpr.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.alpr.app.stack.Addresses;
import io.alpr.app.stack.Cameras;
import io.alpr.app.stack.Services;
import io.alpr.events.PlateEvent.PassId;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.KafkaEventSink;
import io.alpr.pilot.publish.KafkaSettings;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cameras, the broker and the pilot itself die while vehicles with known plates drive by;
 * afterwards every pass is in the archive, and none twice.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NothingIsLostTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration LATE = Duration.ofSeconds(3);

    /** In the middle of two passes. */
    private static final Duration FAULT = Film.STOP.plus(SECOND);

    private static final Duration KILLED_BACK = FAULT.plusSeconds(2);
    private static final Duration FROZEN_BACK = FAULT.plusSeconds(10);

    /** An operator's minute, shortened. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final String PROCESSED = "alpr_frames_processed_total{camera_id=\"steady\"}";
    private static final String PUBLISHED = "alpr_events_published_total{camera_id=\"tape\"}";
    private static final String STOPPED = "alpr_camera_state{camera_id=\"tape\",state=\"stopped\"}";

    private Film film;
    private Center center;
    private Engine engine;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var rendered = CompletableFuture.supplyAsync(() -> rendered(folder));
        center = new Center(folder);
        engine = Engines.builtIn(Purpose.VIDEO, 2);
        film = rendered.join();
    }

    private static Film rendered(Path folder) {
        try {
            return Film.in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        engine.close();
        center.close();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }

    private static String yaml(StreetCamera camera) {
        return "{id: %s, source: \"%s\", frames_per_second: 4}"
                .formatted(camera.id(), camera.url());
    }

    private String tape(String id, boolean loop) {
        return "{id: %s, source: \"%s\", frames_per_second: 4, loop: %s}"
                .formatted(id, film.whole(), loop);
    }

    /** The archive's passes of a camera, once it has all that was ever sent, with its pictures. */
    private List<ArchivedPass> archived(String camera) {
        var sent = revisions(topic().of(camera));
        eventually()
                .untilAsserted(
                        () ->
                                assertThat(center.archived(camera))
                                        .as("rows of %s", camera)
                                        .allMatch(pass -> pass.pictures().equals("stored"))
                                        .extracting(pass -> pass.id() + " " + pass.revision())
                                        .containsExactlyInAnyOrderElementsOf(sent));
        return center.archived(camera);
    }

    /** Of each event the highest revision, as text. */
    private static List<String> revisions(List<PassId> sent) {
        return sent.stream()
                .collect(Collectors.toMap(PassId::eventId, PassId::revision, Math::max))
                .entrySet()
                .stream()
                .map(event -> event.getKey() + " " + event.getValue())
                .toList();
    }

    /**
     * The archive has of a camera what is true of the film.
     *
     * @param due passes that were wholly to be seen, at least
     */
    private void isWhole(String camera, int due, List<Watched> watched) {
        var truth = new TruePasses(film.crossings(), watched);
        assertThat(truth.due())
                .as("wholly seen by %s in %s", camera, truth.watched())
                .hasSizeGreaterThanOrEqualTo(due);
        truth.areThoseOf(archived(camera));
    }

    /**
     * Four cameras look at the same street: one is killed and started again, one falls silent for
     * ten seconds, one is there late, one changes the size of its picture; all but the late one in
     * the middle of two passes.
     */
    @Test
    void whateverCamerasDoEachPassIsArchivedOnce() throws Exception {
        try (var killed = StreetCamera.running("killed");
                var frozen = StreetCamera.running("frozen");
                var late = new StreetCamera("late");
                var turned = StreetCamera.running("turned");
                var street = film.shownTo(killed, frozen, late);
                var turning = film.shownInPartsTo(turned);
                var running = pilot(killed, frozen, late, turned);
                var seen = new Sightings(running.pilot())) {
            eventually().until(() -> seen.all("killed", "frozen", "turned"));
            eventually().until(() -> !seen.told("late").isEmpty());
            turning.begin();
            street.begin();
            street.await(LATE);
            late.start();

            street.await(FAULT);
            killed.kill();
            frozen.freeze();
            street.await(KILLED_BACK);
            killed.start();
            street.await(FROZEN_BACK);
            frozen.thaw();

            street.await(Film.END);
            running.pilot().takeOver(List.of());
            assertThat(running.pilot().awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertAll(
                    () -> told(seen, "killed", "the camera closed the connection"),
                    () -> told(seen, "frozen", "nothing came for 5 s"),
                    () -> told(seen, "late", "cannot be reached (Connection refused)"),
                    () -> assertThat(seen.told("turned")).as("no fault at all").isEmpty(),
                    () -> isWhole("killed", 5, seen.watched(street, "killed", FAULT, KILLED_BACK)),
                    () -> isWhole("frozen", 5, seen.watched(street, "frozen", FAULT, FROZEN_BACK)),
                    () -> isWhole("late", 2, seen.watched(street, "late", LATE, LATE)),
                    () ->
                            isWhole(
                                    "turned",
                                    5,
                                    seen.watched(turning, "turned", Film.TURN, Film.TURN)));
        }
    }

    private Services.RunningPilot pilot(StreetCamera... cameras) throws IOException {
        var yaml = Arrays.stream(cameras).map(NothingIsLostTest::yaml).toList();
        var config = Center.read(center.configuration("cameras", yaml));
        return Services.pilot(
                config, Addresses.Broker.configured(config), engine, PassListener.NONE);
    }

    private static void told(Sightings seen, String camera, String what) {
        assertThat(seen.told(camera))
                .as("what health told of %s", camera)
                .anyMatch(line -> line.contains(what))
                .noneMatch(line -> line.contains("hunter2"));
    }

    /** Two cameras' worth of events while the broker is away for as long as the test can wait. */
    @Test
    void eventsWaitForABrokerThatIsAwayAndArriveOnceAndInOrder() throws Exception {
        var yaml =
                center.configuration("load", List.of(tape("load-1", true), tape("load-2", true)));
        var config = Center.read(yaml);
        var outbox = Outbox.open(new OutboxSettings(config.outboxFolder(), 64L << 20));
        var sink =
                new KafkaEventSink(
                        new KafkaSettings(
                                center.bootstrapServers(),
                                URI.create(center.registry()),
                                "alpr-plate-images",
                                "load",
                                Map.of()),
                        outbox,
                        Meters.registry());
        var kept = new KeptEvents(sink);
        var arrived = new AtomicInteger();
        var outlets = new Pilot.Outlets(kept, sink, (_, _) -> arrived.incrementAndGet());
        try (var pilot =
                Pilot.start(
                        PilotSettings.of("load", Cameras.of(config)),
                        engine,
                        outlets,
                        Meters.registry())) {
            eventually().until(() -> arrived.get() > 2);
            center.stopBroker();
            int before = kept.count();
            Thread.sleep(AWAY);
            assertThat(outbox.waiting()).as("events that wait").isGreaterThan(4);
            assertThat(kept.count()).isGreaterThan(before + 4);
            assertThat(pilot.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health -> assertThat(health.reason()).contains("events wait ("));
            center.startBroker();
            int waited = kept.count();
            eventually().until(() -> arrived.get() > waited);
            pilot.takeOver(List.of());
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
        }
        for (var camera : List.of("load-1", "load-2")) {
            assertThat(new LinkedHashSet<>(topic().of(camera)))
                    .as("what the broker has of %s", camera)
                    .containsExactlyElementsOf(kept.of(camera));
            var times = new HashMap<String, Integer>();
            archived(camera).forEach(pass -> times.merge(pass.text(), 1, Integer::sum));
            assertThat(times.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            film.crossings().stream().map(Crossing::text).toList());
            assertThat(Collections.max(times.values()) - Collections.min(times.values()))
                    .as("every plate as often as the film was played: %s", times)
                    .isLessThanOrEqualTo(1);
        }
    }

    /** It begins the film again each time, and its events are the same. */
    @Test
    void aPilotThatIsKilledInTheMiddleOfAFileDoublesNothing() throws Exception {
        var yaml = center.configuration("reader", List.of(tape("tape", false)));
        var chance = new SplittableRandom(20261123);
        for (int life = 0; life < 2; life++) {
            try (var child = PilotChild.start(yaml)) {
                eventually().until(() -> child.value(PUBLISHED) > 0);
                Thread.sleep(chance.nextInt(100, 1500));
                assertThat(child.value(STOPPED)).as("at its end").isZero();
                child.kill();
            }
        }
        try (var child = PilotChild.start(yaml)) {
            eventually().until(() -> child.value(STOPPED) > 0);
            eventually().until(() -> child.value("alpr_outbox_events") == 0);
        }
        isWhole("tape", film.crossings().size(), List.of(new Watched(SECOND.negated(), Film.END)));
        assertThat(archived("tape")).allMatch(pass -> pass.flags().isEmpty());
        var sent = topic().of("tape");
        assertThat(sent).as("sent again").hasSizeGreaterThan(new HashSet<>(sent).size());
    }

    @Test
    void aPilotThatIsKilledInTheMiddleOfAPassFlagsWhatItMayHaveDoubled() throws Exception {
        try (var camera = StreetCamera.running("steady");
                var street = film.shownTo(camera)) {
            var yaml = center.configuration("watcher", List.of(yaml(camera)));
            Watched first;
            try (var child = PilotChild.start(yaml)) {
                var from = firstFrame(child);
                street.begin();
                street.await(FAULT);
                first = new Watched(street.at(from), street.at(Instant.now()));
                child.kill();
            }
            Watched second;
            try (var child = PilotChild.start(yaml)) {
                var from = firstFrame(child);
                street.await(Film.END);
                second = new Watched(street.at(from), street.at(Instant.now()));
            }
            isWhole("steady", 4, List.of(first, second));
        }
    }

    private static Instant firstFrame(PilotChild child) {
        eventually().until(() -> child.value(PROCESSED) > 0);
        return Instant.now();
    }

    private Topic topic() {
        return new Topic(center.bootstrapServers(), center.registry());
    }
}
