package io.alpr.archive.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.audit.AuditRecord.Erased;
import io.alpr.archive.audit.AuditRecord.Unreadable;
import io.alpr.archive.audit.ChainReport.Fault;
import io.alpr.archive.audit.ChainReport.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Goes through the entries of one chain in their order, and stops at the first fault. */
final class ChainCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UUID chain;
    private final List<Head> named = new ArrayList<>();
    private long next;
    private String previous;
    private long entries;
    private long erased;
    private boolean ended;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    /**
     * @param from the first entry that must be there
     * @param previous hash of the one before
     */
    ChainCheck(UUID chain, long from, String previous) {
        this.chain = chain;
        this.next = from;
        this.previous = previous;
    }

    /** The entry, its stored hash, and the key of its plate. */
    record Found(Row row, String hash, Optional<byte[]> secret) {}

    /** Takes the next entry that is there. */
    Optional<Fault> take(Found found) {
        var row = found.row();
        long sequence = row.place().sequence();
        if (sequence > next) {
            return fault(next, missing(next, sequence - 1));
        }
        if (!row.hash().equals(found.hash())) {
            return fault(sequence, "it was changed: its hash is of something else");
        }
        if (!row.previous().equals(previous)) {
            return fault(sequence, "it does not follow what is before it now");
        }
        var subject = AuditTrail.subject(row, found.secret());
        if (subject instanceof Unreadable) {
            return fault(sequence, "the key of its plate was changed");
        }
        erased += subject instanceof Erased ? 1 : 0;
        note(row, found.hash());
        return row.said().action().equals(ChainWriter.BEGIN) ? names(row) : Optional.empty();
    }

    private void note(Row row, String hash) {
        next = row.place().sequence() + 1;
        previous = hash;
        entries++;
        ended = row.said().action().equals(ChainWriter.END);
        first = first.or(() -> Optional.of(row.place().at()));
        last = Optional.of(row.place().at());
    }

    private static String missing(long from, long to) {
        return from == to ? "it is missing" : "it is missing, as are all up to " + to;
    }

    /** The ends of other chains, as they were when this one began. */
    private Optional<Fault> names(Row row) {
        try {
            for (var value : JSON.readTree(row.said().asked()).properties()) {
                if (value.getKey().startsWith(ChainWriter.AFTER)) {
                    Head.parse(value.getValue().asText()).ifPresent(named::add);
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return fault(row.place().sequence(), "what was asked is no JSON");
        }
    }

    /**
     * Whether the last entry that was taken is the chain's last.
     *
     * @param present sequence of the last entry that is there
     */
    Optional<Fault> end(Head head, long present) {
        if (next <= head.sequence()) {
            return fault(next, missing(next, head.sequence()));
        }
        if (present > head.sequence()) {
            return fault(
                    head.sequence() + 1, "it is beyond the chain's end, entry " + head.sequence());
        }
        return previous.equals(head.hash())
                ? Optional.empty()
                : fault(head.sequence(), "it is not the one that the chain's end names");
    }

    /** Ends of other chains that this one names. */
    List<Head> named() {
        return List.copyOf(named);
    }

    Seen seen() {
        return new Seen(entries, erased, first, last, ended);
    }

    private Optional<Fault> fault(long sequence, String what) {
        return Optional.of(new Fault(chain, sequence, what));
    }
}
