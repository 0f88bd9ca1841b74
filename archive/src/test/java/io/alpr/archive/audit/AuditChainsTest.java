package io.alpr.archive.audit;

import static io.alpr.archive.audit.AuditStage.all;
import static io.alpr.archive.audit.AuditStage.log;
import static io.alpr.archive.audit.AuditStage.search;
import static io.alpr.archive.audit.AuditStage.tamper;
import static io.alpr.archive.audit.AuditStage.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.audit.ChainReport.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two chains, of nine entries each, and what the owner of the tables may do to them. */
@Tag("real")
class AuditChainsTest {
    private static final int LAST = 9;

    @TempDir static Path folder;
    private static AuditStage stage;

    private final DatabaseSettings settings = fresh();
    private final Database database = Database.open(settings);
    private UUID first = new UUID(0, 0);
    private UUID second = new UUID(0, 0);

    @BeforeAll
    static void start() {
        stage = new AuditStage(folder);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static DatabaseSettings fresh() {
        return stage.fresh();
    }

    @BeforeEach
    void twoChains() {
        first = chain();
        second = chain();
        assertThat(verified(database).faults()).isEmpty();
    }

    private UUID chain() {
        try (var log = log(settings)) {
            for (int i = 0; i < LAST - 3; i++) {
                log.append(search("anna", "AB12CD" + i));
            }
            return log.append(search("anna", "AB12CDE")).chain();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void change(String... statements) {
        var named = new ArrayList<String>();
        for (var statement : statements) {
            named.add(
                    statement
                            .replace(":first", "'" + first + "'")
                            .replace(":second", "'" + second + "'"));
        }
        tamper(database, named.toArray(String[]::new));
    }

    private Fault onlyFault() {
        var faults = verified(database).faults();
        assertThat(faults).isNotEmpty();
        return faults.getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "at | at + INTERVAL '1 microsecond'",
                "actor | 'bob'",
                "actor_kind | 'key'",
                "address | ''",
                "request_id | 'req-2'",
                "action | 'event'",
                "asked | '{}'",
                "reason | 'case 4712'",
                "rows_found | NULL",
                "rows_found | 0",
                "subject_id | NULL",
                "subject | NULL",
                "previous | hash",
                "hash | previous"
            })
    void aChangedEntryIsFound(String column, String value) {
        change(
                "UPDATE audit_entries SET %s = %s WHERE chain_id = :first AND sequence = 4"
                        .formatted(column, value));
        assertThat(onlyFault().line())
                .isEqualTo(
                        "chain %s, entry 4: it was changed: its hash is of something else"
                                .formatted(first));
    }

    @Test
    void aPlateTakenOutByHandIsFound() {
        change(
                "UPDATE audit_entries SET subject_id = NULL, subject = NULL WHERE chain_id = :first AND sequence = 4");
        assertThat(onlyFault().sequence()).isEqualTo(4);
    }

    @Test
    void aRemovedEntryIsFound() {
        change("DELETE FROM audit_entries WHERE chain_id = :first AND sequence IN (4, 5)");
        assertThat(onlyFault()).isEqualTo(new Fault(first, 4, "it is missing, as are all up to 5"));
    }

    @Test
    void aRemovedBeginningIsFound() {
        change("DELETE FROM audit_entries WHERE chain_id = :second AND sequence = 1");
        assertThat(onlyFault()).isEqualTo(new Fault(second, 1, "it is missing"));
    }

    @Test
    void exchangedEntriesAreFound() {
        change(
                "UPDATE audit_entries SET sequence = 100 WHERE chain_id = :first AND sequence = 4",
                "UPDATE audit_entries SET sequence = 4 WHERE chain_id = :first AND sequence = 5",
                "UPDATE audit_entries SET sequence = 5 WHERE chain_id = :first AND sequence = 100");
        assertThat(onlyFault().sequence()).isEqualTo(4);
    }

    @Test
    void anEntryOfAnotherChainIsFound() {
        change(
                "DELETE FROM audit_entries WHERE chain_id = :first AND sequence = 4",
                "UPDATE audit_entries SET chain_id = :first WHERE chain_id = :second AND sequence = 4");
        assertThat(verified(database).faults())
                .contains(
                        new Fault(first, 4, "it was changed: its hash is of something else"),
                        new Fault(second, 4, "it is missing"));
    }

    @Test
    void aCutOffEndIsFound() {
        change("DELETE FROM audit_entries WHERE chain_id = :first AND sequence >= 8");
        assertThat(onlyFault()).isEqualTo(new Fault(first, 8, "it is missing, as are all up to 9"));
    }

    @Test
    void anEndThatIsCutOffWithCareIsFoundByTheChainAfterItAndByWhoNotedIt() {
        var noted = verified(database).chains().getLast().head();
        change(
                "DELETE FROM audit_entries WHERE sequence >= 8",
                """
                UPDATE audit_chains chain SET head_sequence = 7, head_hash = entry.hash
                FROM audit_entries entry WHERE entry.chain_id = chain.chain_id AND sequence = 7
                """);
        assertThat(verified(database, noted).faults())
                .containsExactly(
                        new Fault(
                                second,
                                9,
                                "the chain ends before, with 7, against an end that was noted"),
                        new Fault(
                                first,
                                9,
                                "the chain ends before, with 7, against an end that a later chain names"));
    }

    /** With a hash that is right for what it says. */
    private void forge(UUID chain, long sequence, String previous) {
        var row =
                new Row(
                        new Place(chain, sequence, Instant.parse("2026-11-23T12:00:00Z")),
                        new Row.By("mallory", "session", "", ""),
                        new Row.Said("search", "{}", "", OptionalLong.of(0)),
                        Optional.empty(),
                        previous);
        change(
                "DELETE FROM audit_entries WHERE chain_id = '%s' AND sequence = %d"
                        .formatted(chain, sequence),
                """
                INSERT INTO audit_entries (chain_id, sequence, at, actor, actor_kind, address, request_id,
                    action, asked, reason, rows_found, previous, hash)
                VALUES ('%s', %d, '2026-11-23T12:00:00Z', 'mallory', 'session', '', '', 'search', '{}', '', 0,
                    decode('%s', 'hex'), decode('%s', 'hex'))
                """
                        .formatted(chain, sequence, previous, row.hash()));
    }

    private String hash(UUID chain, long sequence) {
        return all(database).stream()
                .filter(entry -> entry.place().chain().equals(chain))
                .filter(entry -> entry.place().sequence() == sequence)
                .map(AuditRecord::hash)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aForgedEntryIsFoundAtTheOneThatFollows() {
        forge(first, 4, hash(first, 3));
        assertThat(onlyFault())
                .isEqualTo(new Fault(first, 5, "it does not follow what is before it now"));
    }

    @Test
    void aForgedEndIsFound() {
        forge(first, LAST, hash(first, LAST - 1));
        assertThat(onlyFault())
                .isEqualTo(new Fault(first, 9, "it is not the one that the chain's end names"));
    }

    @Test
    void anEntryThatIsAddedByHandIsFound() {
        forge(first, LAST + 1, hash(first, LAST));
        assertThat(onlyFault())
                .isEqualTo(new Fault(first, 10, "it is beyond the chain's end, entry 9"));
    }

    @Test
    void aForgedEndWithItsChainIsFoundByTheChainAfterIt() {
        forge(first, LAST, hash(first, LAST - 1));
        change(
                """
                UPDATE audit_chains SET head_hash = entry.hash FROM audit_entries entry
                WHERE entry.chain_id = audit_chains.chain_id AND sequence = 9
                """);
        assertThat(onlyFault())
                .isEqualTo(
                        new Fault(
                                first,
                                9,
                                "it is another one, against an end that a later chain names"));
    }

    @Test
    void exchangedChainsAreFound() {
        change(
                "UPDATE audit_chains SET chain_id = '00000000-0000-0000-0000-000000000000' WHERE chain_id = :first",
                "UPDATE audit_chains SET chain_id = :first WHERE chain_id = :second",
                "UPDATE audit_chains SET chain_id = :second WHERE chain_id = '00000000-0000-0000-0000-000000000000'");
        assertThat(verified(database).faults())
                .extracting(Fault::what)
                .contains("it is not the one that the chain's end names");
    }

    @Test
    void aChainWithoutItsHeadIsFound() {
        change("DELETE FROM audit_chains WHERE chain_id = :second");
        assertThat(onlyFault())
                .isEqualTo(new Fault(second, 1, "its entries are there, and the chain is not"));
    }

    @Test
    void aWholeChainThatIsGoneIsFoundByTheChainAfterIt() {
        change(
                "DELETE FROM audit_chains WHERE chain_id = :first",
                "DELETE FROM audit_entries WHERE chain_id = :first");
        assertThat(onlyFault())
                .isEqualTo(
                        new Fault(
                                first,
                                9,
                                "the chain is not there, against an end that a later chain names"));
    }

    @Test
    void anotherKeyOfAPlateIsFound() {
        change("UPDATE audit_subjects SET secret = sha256('x') WHERE text = 'AB12CD2'");
        assertThat(verified(database).faults())
                .containsExactly(
                        new Fault(first, 4, "the key of its plate was changed"),
                        new Fault(second, 4, "the key of its plate was changed"));
    }

    @Test
    void aBeginningThatIsLetGoByHandIsFoundUnlessTheDoorWasUsed() {
        change("UPDATE audit_chains SET kept_from = 3 WHERE chain_id = :second");
        assertThat(onlyFault())
                .isEqualTo(new Fault(second, 1, "it is before the chain's first entry, 3"));
        change("DELETE FROM audit_entries WHERE chain_id = :second AND sequence < 3");
        assertThat(onlyFault())
                .isEqualTo(new Fault(second, 3, "it does not follow what is before it now"));
    }

    @Test
    void whatIsWrittenMeanwhileIsNoFault() throws InterruptedException {
        try (var log = log(settings)) {
            var going = new AtomicBoolean(true);
            var writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (going.get()) {
                                            log.append(search("anna", "AB12CDE"));
                                        }
                                    });
            for (int i = 0; i < 40; i++) {
                assertThat(verified(database).faults()).isEmpty();
            }
            going.set(false);
            writer.join();
        }
    }

    @Test
    void moreThanFitIntoMemoryAtOnceAreGoneThrough() {
        var other = stage.fresh();
        try (var large = Database.open(other)) {
            int count = 2 * AuditChains.AT_ONCE + 10;
            try (var log = log(other)) {
                var begun = new ArrayList<CompletableFuture<Place>>();
                for (int i = 0; i < count; i++) {
                    begun.add(log.begin(search("anna", "AB12CDE")));
                    if (begun.size() == 1_000) {
                        begun.forEach(AuditLog::written);
                        begun.clear();
                    }
                }
                begun.forEach(AuditLog::written);
            }
            var told = new ArrayList<Long>();
            var verdict =
                    new AuditChains(large).verify(List.of(), AuditChains.Kept.UNKNOWN, told::add);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.chains().getFirst().seen().entries()).isEqualTo(count + 2);
            assertThat(told).hasSize(3).isSorted();
            assertThat(all(large)).hasSize(count + 2);
        }
    }
}
