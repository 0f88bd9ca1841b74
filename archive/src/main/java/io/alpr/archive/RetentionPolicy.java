package io.alpr.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long passes and their pictures are kept, by the time of the pass.
 *
 * @param usual for every site that is not named
 * @param sites for these
 * @param audit how long it is kept who looked what up, by the time of the look-up; a day or more
 */
public record RetentionPolicy(Ages usual, Map<String, Ages> sites, Duration audit) {
    /** Two years. */
    public static final Duration AUDIT = Duration.ofDays(730);

    /** Nothing is ever taken. */
    public static final RetentionPolicy FOREVER =
            new RetentionPolicy(Ages.FOREVER, Map.of(), Ages.UNBOUNDED);

    public RetentionPolicy {
        if (audit.compareTo(Ages.MIN) < 0) {
            throw new IllegalArgumentException(
                    "retention of the audit log must be a day or more, got: " + audit);
        }
        sites = Map.copyOf(sites);
    }

    /** With an audit log of {@link #AUDIT}. */
    public RetentionPolicy(Ages usual, Map<String, Ages> sites) {
        this(usual, sites, AUDIT);
    }

    /**
     * @param events a day or more
     * @param pictures a day or more, no longer than {@code events}
     */
    public record Ages(Duration events, Duration pictures) {
        private static final Duration MIN = Duration.ofDays(1);

        /** So long that nothing is ever older. */
        public static final Duration UNBOUNDED = Duration.ofDays(36_500);

        static final Ages FOREVER = new Ages(UNBOUNDED, UNBOUNDED);

        public Ages {
            if (events.compareTo(MIN) < 0 || pictures.compareTo(MIN) < 0) {
                throw new IllegalArgumentException(
                        "retention must be a day or more, got: events %s, pictures %s"
                                .formatted(events, pictures));
            }
            if (pictures.compareTo(events) > 0) {
                throw new IllegalArgumentException(
                        "pictures cannot be kept longer than their events, got: events %s, pictures %s"
                                .formatted(events, pictures));
            }
        }
    }

    /** Of a site. */
    public Ages of(String site) {
        return sites.getOrDefault(site, usual);
    }

    /** Whether a pass is too old to be kept, or to be taken in. */
    public boolean isExpired(String site, Instant capturedAt, Instant now) {
        return capturedAt.isBefore(now.minus(of(site).events()));
    }

    /** Whether no site keeps the pictures of a pass any more. */
    public boolean picturesExpired(Instant capturedAt, Instant now) {
        var longest = all().map(Ages::pictures).max(Comparator.naturalOrder()).orElseThrow();
        return capturedAt.isBefore(now.minus(longest));
    }

    /** Whether anything is ever taken. */
    public boolean isForever() {
        return audit.equals(Ages.UNBOUNDED)
                && all().allMatch(ages -> ages.pictures().equals(Ages.UNBOUNDED));
    }

    /** The longest that any pass is kept. */
    Duration longest() {
        return all().map(Ages::events).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Stream<Ages> all() {
        return Stream.concat(Stream.of(usual), sites.values().stream());
    }
}
