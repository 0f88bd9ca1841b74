package io.alpr.archive.audit;

import static io.alpr.archive.audit.AuditStage.all;
import static io.alpr.archive.audit.AuditStage.log;
import static io.alpr.archive.audit.AuditStage.search;
import static io.alpr.archive.audit.AuditStage.subjects;
import static io.alpr.archive.audit.AuditStage.tamper;
import static io.alpr.archive.audit.AuditStage.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.Erasure;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.PictureStore;
import io.alpr.archive.Retention;
import io.alpr.archive.RetentionPolicy;
import io.alpr.archive.TestingObjects;
import io.alpr.archive.audit.AuditChains.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the log, on request or with age, and that it still is verified. */
@Tag("real")
class AuditGoneTest {
    private static final String GONE = "GO12NE";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir static Path folder;
    private static AuditStage stage;
    private static TestingObjects objects;
    private static PictureStore pictures;

    @BeforeAll
    static void start() {
        stage = new AuditStage(folder.resolve("db"));
        objects = TestingObjects.start(folder.resolve("s3"));
        pictures =
                PictureStore.open(
                        new ObjectStoreSettings(
                                objects.endpoint(),
                                objects.accessKey(),
                                objects.secretKey(),
                                "pictures"));
    }

    @AfterAll
    static void stop() {
        pictures.close();
        objects.close();
        stage.close();
    }

    private static void erase(Database database) {
        new Erasure(database, pictures, _ -> {}).plate(GONE, Instant.now(), "tester");
    }

    @Test
    void anErasedPlateIsReadByNobodyAndTheChainHolds() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings)) {
            for (var text : List.of(GONE, "ST34AY", "GO12*", "*2N?", "?O?2NE", "GO*", "GO12XX*")) {
                log.append(search("anna", text).because("asked for " + text));
            }
            var before = verified(database);
            erase(database);
            var after = verified(database);
            assertThat(after.faults()).isEmpty();
            assertThat(after.chains().getFirst().head())
                    .isEqualTo(before.chains().getFirst().head());
            assertThat(after.chains().getFirst().seen().erased()).isEqualTo(3);
            assertThat(subjects(database))
                    .containsExactly(
                            Optional.empty(),
                            Optional.of("ST34AY"),
                            Optional.empty(),
                            // Fewer than four fixed characters name no plate.
                            Optional.of("*2N?"),
                            Optional.empty(),
                            Optional.of("GO*"),
                            Optional.of("GO12XX*"));
            assertThat(all(database))
                    .extracting(AuditRecord::reason)
                    .noneMatch(r -> r.contains(GONE));
            log.append(search("bob", GONE));
            assertThat(subjects(database).getLast()).as("a later look-up").contains(GONE);
            assertThat(subjects(database).getFirst()).isEmpty();
            assertThat(verified(database).faults()).isEmpty();
        }
    }

    @Test
    void lookUpsAndErasuresOfOnePlateAtOnceLeaveNothingHalfDone()
            throws InterruptedException, ExecutionException {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings);
                var other = log(settings);
                var threads = Executors.newFixedThreadPool(8)) {
            var going = new AtomicBoolean(true);
            var begun = new CountDownLatch(100);
            var tasks =
                    Stream.of(log, other, log, other)
                            .map(
                                    one ->
                                            threads.submit(
                                                    () -> {
                                                        while (going.get()) {
                                                            one.append(search("anna", GONE));
                                                            one.append(search("anna", "GO12*"));
                                                            begun.countDown();
                                                        }
                                                    }))
                            .toList();
            begun.await();
            for (int i = 0; i < 5; i++) {
                erase(database);
            }
            going.set(false);
            for (var task : tasks) {
                task.get();
            }
            assertThat(verified(database).faults()).isEmpty();
            erase(database);
            assertThat(subjects(database)).isNotEmpty().allMatch(Optional::isEmpty);
            assertThat(verified(database).faults()).isEmpty();
            assertThat(rows(database, "audit_subjects")).isZero();
        }
    }

    private static long rows(Database database, String table) {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    private static void retain(Database database, Duration audit, Instant now) {
        var kept = RetentionPolicy.Ages.UNBOUNDED;
        new Retention(database, pictures)
                .apply(
                        new RetentionPolicy(new RetentionPolicy.Ages(kept, kept), Map.of(), audit),
                        now);
    }

    /** An entry a day for so many days, oldest first; its plate says which. */
    private static void days(DatabaseSettings settings, Instant from, int count) {
        var now = new AtomicReference<>(from);
        InstantSource clock = now::get;
        try (var log =
                AuditLog.over(settings, new Instance("old", "1"), Duration.ofSeconds(30), clock)) {
            for (int day = 0; day < count; day++) {
                now.set(from.plus(Duration.ofDays(day)));
                log.append(search("anna", "DAY" + day));
            }
        }
    }

    @Test
    void whatIsOldEnoughLeavesAndTheRestIsStillVerified() {
        var settings = stage.fresh();
        try (var database = Database.open(settings)) {
            days(settings, NOON, 20);
            days(settings, NOON.plusSeconds(60), 5);
            var noted = verified(database).chains().getFirst().head();
            retain(database, Duration.ofDays(10), NOON.plus(Duration.ofDays(19)));

            assertThat(subjects(database))
                    .containsExactlyElementsOf(
                            Stream.iterate(9, day -> day < 20, day -> day + 1)
                                    .map(day -> Optional.of("DAY" + day))
                                    .toList());
            var verdict = verified(database, noted);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.chains()).hasSize(2);
            assertThat(verdict.chains().getLast().seen().entries())
                    .as("gone as a whole, its end is known")
                    .isZero();
            assertThat(rows(database, "audit_subjects")).isEqualTo(11);
            assertThat(rows(database, "archive_deeds")).isOne();

            retain(database, Duration.ofDays(10), NOON.plus(Duration.ofDays(19)));
            assertThat(rows(database, "archive_deeds")).as("nothing more").isOne();
            tamper(database, "DELETE FROM audit_entries WHERE at < '2026-12-04'");
            assertThat(verified(database).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.what()).contains("missing"));
        }
    }

    @Test
    void whatLeavesByRetentionsDoorBeforeItsTimeShows() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings)) {
            for (int i = 0; i < 6; i++) {
                log.append(search("anna", "AB12CDE"));
            }
            var noted = verified(database).chains().getFirst();
            log.append(search("anna", "AB12CDE"));
            // As the ordinary role: no trigger is disabled and no hash is rewritten.
            database.inTransaction(
                    handle -> {
                        handle.execute("SET LOCAL alpr.audit = 'retention'");
                        handle.execute(
                                """
                                UPDATE audit_chains SET kept_from = 8, kept_previous =
                                    (SELECT hash FROM audit_entries WHERE sequence = 7)
                                """);
                        return handle.execute("DELETE FROM audit_entries WHERE sequence <= 7");
                    });
            assertThat(verified(database, noted.head()).faults()).isEmpty();

            var years = Kept.of(Duration.ofDays(730), Instant.now());
            assertThat(verified(database, years).faults())
                    .singleElement()
                    .satisfies(
                            fault -> {
                                assertThat(fault.sequence()).isEqualTo(7);
                                assertThat(fault.what()).contains("missing", "retention keeps");
                            });
            assertThat(
                            verified(database, Kept.of(Duration.ofDays(1_000_000), Instant.now()))
                                    .faults())
                    .as("retention without end")
                    .hasSize(1);
            var last = noted.seen().last().orElseThrow();
            var expected = List.of(new AuditChains.Noted(noted.head(), last));
            assertThat(
                            new AuditChains(database)
                                    .verify(
                                            expected,
                                            Kept.of(Duration.ofMinutes(10), Instant.now()),
                                            _ -> {})
                                    .contradictions())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.what()).contains("noted with the time"));
        }
    }

    @Test
    void aRunningChainGoesOnAfterItsBeginningIsGone() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings)) {
            log.append(search("anna", "AB12CDE"));
            retain(database, Duration.ofDays(1), Instant.now().plus(Duration.ofDays(2)));
            assertThat(all(database)).isEmpty();
            log.append(search("anna", "AB12CDE"));
            assertThat(subjects(database)).containsExactly(Optional.of("AB12CDE"));
            var verdict = verified(database);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.chains()).hasSize(1);
            assertThat(verdict.chains().getFirst().head().sequence()).isEqualTo(3);
        }
    }
}
