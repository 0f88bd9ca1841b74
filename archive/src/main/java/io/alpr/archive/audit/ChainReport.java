package io.alpr.archive.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A chain, as {@link AuditChains} found it.
 *
 * @param head its last entry, to be noted elsewhere
 * @param origin whose it is
 * @param seen what was gone through, up to the fault
 * @param fault the first one
 */
public record ChainReport(Head head, Origin origin, Seen seen, Optional<Fault> fault) {
    /**
     * @param instance program and machine
     * @param version of the program
     * @param begunAt UTC
     */
    public record Origin(String instance, String version, Instant begunAt) {}

    /**
     * @param entries that are there
     * @param erased of them those of which the plate is erased
     * @param first time of the oldest
     * @param last time of the newest
     * @param ended whether the program ended it; where not, it runs, or was killed, or lost its
     *     database for a while
     */
    public record Seen(
            long entries,
            long erased,
            Optional<Instant> first,
            Optional<Instant> last,
            boolean ended) {}

    /**
     * @param chain where
     * @param sequence of the entry at which it shows
     * @param what is wrong, one line
     */
    public record Fault(UUID chain, long sequence, String what) {
        /** In one line. */
        public String line() {
            return "chain %s, entry %d: %s".formatted(chain, sequence, what);
        }
    }
}
