package io.alpr.archive.audit;

import static io.alpr.archive.audit.AuditStage.all;
import static io.alpr.archive.audit.AuditStage.log;
import static io.alpr.archive.audit.AuditStage.search;
import static io.alpr.archive.audit.AuditStage.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class AuditLogTest {
    private static final int THREADS = 16;

    @TempDir static Path folder;
    private static AuditStage stage;

    @BeforeAll
    static void start() {
        stage = new AuditStage(folder);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void whoAskedWhatWhenFromWhereWhyAndHowManyIsKept() {
        var settings = stage.fresh();
        try (var database = Database.open(settings)) {
            Place place;
            try (var log = log(settings)) {
                place = log.append(search("anna", "ab 12 cde"));
                assertThat(log.trail().page(AuditFilter.ALL, Optional.empty(), 1))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.place()).isEqualTo(place));
            }
            var entries = all(database);
            assertThat(entries)
                    .extracting(entry -> entry.question().action())
                    .containsExactly("audit_begin", "search", "audit_end");
            assertThat(entries.getFirst().question().asked())
                    .isEqualTo("{\"instance\":\"query@test\",\"version\":\"1.2.3\"}");
            var search = entries.get(1);
            assertThat(search.place()).isEqualTo(place);
            assertThat(search.by())
                    .isEqualTo(new AuditRecord.By("anna", "session", "192.0.2.7", "req-1"));
            assertThat(search.question())
                    .isEqualTo(
                            new AuditRecord.Question(
                                    "search",
                                    "{\"camera\":\"gate\"}",
                                    new AuditRecord.Known("AB12CDE")));
            assertThat(search.reason()).isEqualTo("case 4711");
            assertThat(search.rows()).hasValue(3);
            var report = verified(database).chains().getFirst();
            assertThat(report.fault()).isEmpty();
            assertThat(report.seen().ended()).isTrue();
            assertThat(report.head()).isEqualTo(new Head(place.chain(), 3, entries.get(2).hash()));
        }
    }

    @Test
    void noPlateIsInTheEntriesThemselves() {
        var settings = stage.fresh();
        try (var database = Database.open(settings)) {
            try (var log = log(settings)) {
                log.append(search("anna", "AB12CDE").because("looking for ab12 cde"));
            }
            var raw =
                    database.with(
                            handle ->
                                    handle.createQuery(
                                                    "SELECT string_agg(entry::text, '') FROM audit_entries entry")
                                            .mapTo(String.class)
                                            .one());
            assertThat(raw).containsIgnoringCase("looking for [plate]");
            assertThat(raw).doesNotContain("AB12").doesNotContain("ab12");
            assertThat(raw).doesNotContain("41423132");
        }
    }

    @Test
    void entriesAreOnlyAddedTo() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings)) {
            log.append(search("anna", "AB12CDE"));
            for (var sql :
                    List.of(
                            "UPDATE audit_entries SET reason = 'none'",
                            "DELETE FROM audit_entries",
                            "TRUNCATE audit_entries",
                            "DELETE FROM audit_chains",
                            "UPDATE audit_chains SET head_sequence = 1",
                            "UPDATE audit_chains SET begun_at = now()")) {
                assertThatThrownBy(() -> database.with(handle -> handle.execute(sql)))
                        .as(sql)
                        .hasMessageMatching(".*(only added to|only grows).*");
            }
            assertThat(verified(database).faults()).isEmpty();
        }
    }

    /** Of each thread of each log so many. */
    private static Set<Place> appended(List<AuditLog> logs, int each)
            throws InterruptedException, ExecutionException {
        Set<Place> places = ConcurrentHashMap.newKeySet();
        var tasks = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(THREADS * logs.size())) {
            for (var log : logs) {
                for (int thread = 0; thread < THREADS; thread++) {
                    var actor = "actor-" + thread;
                    tasks.add(
                            threads.submit(
                                    () ->
                                            IntStream.range(0, each)
                                                    .mapToObj(i -> search(actor, "AB" + i % 7))
                                                    .map(log::append)
                                                    .forEach(places::add)));
                }
            }
            for (var task : tasks) {
                task.get();
            }
        }
        return places;
    }

    @Test
    void manyThreadsOfSeveralInstancesLeaveChainsWithoutGaps()
            throws InterruptedException, ExecutionException {
        var settings = stage.fresh();
        try (var database = Database.open(settings)) {
            Set<Place> places;
            try (var one = log(settings);
                    var two = log(settings);
                    var three = log(settings)) {
                places = appended(List.of(one, two, three), 40);
            }
            assertThat(places).hasSize(3 * THREADS * 40);
            assertThat(all(database).stream().map(AuditRecord::place)).containsAll(places);
            var verdict = verified(database);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.chains()).hasSize(3);
            assertThat(verdict.chains())
                    .allSatisfy(
                            chain -> {
                                assertThat(chain.seen().entries()).isEqualTo(THREADS * 40 + 2);
                                assertThat(chain.seen().ended()).isTrue();
                            });
            assertThat(number(database, "SELECT count(*) FROM audit_subjects")).isEqualTo(7);
            assertThat(number(database, "SELECT count(DISTINCT xmin::text) FROM audit_entries"))
                    .as("transactions, of which each commits what gathered meanwhile")
                    .isLessThan(places.size());
        }
    }

    private static long number(Database database, String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    // More than once: a connection that goes in mid-batch fails in another way than one between two
    // statements, and which it is is chance.
    @RepeatedTest(2)
    void whatWasAcknowledgedOutlivesAKilledServerAndTheLogGoesOn() throws InterruptedException {
        var settings = stage.fresh();
        Database.open(settings).close();
        Set<Place> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> refusals = ConcurrentHashMap.newKeySet();
        try (var log = log(settings)) {
            log.append(search("anna", "AB12CDE"));
            try (var threads = Executors.newFixedThreadPool(THREADS)) {
                for (int thread = 0; thread < THREADS; thread++) {
                    threads.execute(() -> appendUntilRefused(log, acknowledged, refusals));
                }
                while (acknowledged.size() < 300 && refusals.isEmpty()) {
                    Thread.sleep(1);
                }
                stage.kill();
            }
            assertThat(refusals).isNotEmpty().allMatch(what -> what.startsWith("database "));
            assertThatThrownBy(() -> log.append(search("anna", "AB12CDE")))
                    .isInstanceOf(DatabaseUnavailable.class);
            stage.startAgain();
            acknowledged.add(log.append(search("anna", "AB12CDE")));
        }
        try (var database = Database.open(settings)) {
            assertThat(new HashSet<>(all(database).stream().map(AuditRecord::place).toList()))
                    .containsAll(acknowledged);
            var verdict = verified(database);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.chains()).hasSize(2);
            assertThat(verdict.chains().getFirst().seen().ended()).isFalse();
            assertThat(verdict.chains().getLast().seen().ended()).isTrue();
        }
    }

    private static void appendUntilRefused(
            AuditLog log, Set<Place> acknowledged, Set<String> refusals) {
        try {
            while (true) {
                acknowledged.add(log.append(search("bob", "CD34EFG")));
            }
        } catch (DatabaseUnavailable e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void itStartsBeforeTheSchemaIsThereAndRefusesUntilThen() {
        var settings = stage.fresh();
        try (var log =
                AuditLog.over(settings, new Instance("early", "1"), Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> log.append(search("anna", "AB12CDE")))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("lacks schema version");
            try (var database = Database.open(settings)) {
                var begun = log.begin(search("anna", "AB12CDE"));
                assertThat(AuditLog.written(begun).sequence()).isEqualTo(2);
                assertThat(verified(database).faults()).isEmpty();
            }
        }
        var late = AuditLog.over(settings, new Instance("late", "1"));
        late.close();
        assertThatThrownBy(() -> late.append(search("anna", "AB12CDE")))
                .hasMessageContaining("this program ends");
    }

    @Test
    void whoeverLocksTheTablesHoldsLookUpsUpNoLongerThanTheirPatience() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log =
                        AuditLog.over(settings, new Instance("slow", "1"), Duration.ofSeconds(3))) {
            log.append(search("anna", "AB12CDE"));
            database.inTransaction(
                    handle -> {
                        handle.execute("LOCK TABLE audit_entries IN EXCLUSIVE MODE");
                        assertThatThrownBy(() -> log.append(search("bob", "AB12CDE")))
                                .isInstanceOf(DatabaseUnavailable.class)
                                .hasMessageContaining("no answer within");
                        return true;
                    });
            assertThat(verified(database).faults()).isEmpty();
        }
    }

    @Test
    void pagesGoBackInTimeAndFiltersHold() {
        var settings = stage.fresh();
        try (var database = Database.open(settings);
                var log = log(settings)) {
            for (int i = 0; i < 10; i++) {
                log.append(search(i % 2 == 0 ? "anna" : "bob", "AB12CD" + i));
            }
            log.append(search("bob", "AB12*"));
            log.append(search("bob", "A*"));
            var trail = log.trail();
            var seen = new ArrayList<AuditRecord>();
            var page = trail.page(AuditFilter.ALL, Optional.empty(), 5);
            while (!page.isEmpty()) {
                seen.addAll(page);
                page = trail.page(AuditFilter.ALL, Optional.of(page.getLast().place()), 5);
            }
            assertThat(seen).isEqualTo(all(database).reversed()).hasSize(13);
            assertThat(texts(trail, Optional.of("anna"), Optional.empty()))
                    .containsExactly("AB12CD8", "AB12CD6", "AB12CD4", "AB12CD2", "AB12CD0");
            assertThat(texts(trail, Optional.empty(), Optional.of("AB12CD4")))
                    .as("by pattern, too, but not by one that says little")
                    .containsExactly("AB12*", "AB12CD4");
            var at = Optional.of(seen.get(3).place().at());
            assertThat(trail.page(AuditFilter.between(Optional.empty(), at), Optional.empty(), 50))
                    .allMatch(entry -> entry.place().at().isBefore(at.get()));
        }
    }

    private static List<String> texts(
            AuditTrail trail, Optional<String> actor, Optional<String> plate) {
        var filter =
                new AuditFilter(
                        Optional.empty(), Optional.empty(), actor, Optional.of("search"), plate);
        return trail.page(filter, Optional.empty(), 100).stream()
                .flatMap(entry -> entry.question().subject().text().stream())
                .toList();
    }
}
