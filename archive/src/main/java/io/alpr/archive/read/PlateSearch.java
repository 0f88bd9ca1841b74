package io.alpr.archive.read;

import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds plates by likeness and by pattern, in the table where each plate stands once. Safe for use
 * by many threads.
 *
 * <p>By likeness nothing is missed. All that is one change away from a text can be listed. What is
 * two changes away begins with the text's first half but for one change, or has both of them there
 * and ends with its second half; two characters may also be swapped across the middle. The
 * beginnings, and the endings read backwards, are looked up as prefixes of the folded plate.
 */
public final class PlateSearch {
    /** Fewest characters that may be looked for by likeness. */
    public static final int LENGTH_MIN = 3;

    /** Most characters. */
    public static final int LENGTH_MAX = 12;

    /** Fewest characters of which two may be otherwise. */
    public static final int LENGTH_FOR_TWO = 6;

    /** Plates compared at most; beyond it the answer says that it is not all. */
    private static final int CANDIDATES_MAX = 50_000;

    private static final String FOLDED_AMONG =
            "SELECT plate FROM plates WHERE folded = ANY (CAST(:texts AS TEXT[])) LIMIT :most";

    /**
     * Each range by itself: the planner would rather go through all plates for each of them. All in
     * one row, since a thousand of them are looked at for each that is near enough.
     */
    static final String BEGINNING_OR_ENDING =
            """
            SELECT coalesce(array_agg(plate), '{}') FROM (
                SELECT plate FROM unnest(CAST(:beginnings AS TEXT[])) AS beginning (text)
                    CROSS JOIN LATERAL (
                        SELECT plate FROM plates
                        WHERE folded >= text COLLATE "C" AND folded < (text || '~') COLLATE "C"
                            AND length(folded) BETWEEN :shortest AND :longest
                        OFFSET 0) found
                UNION ALL
                SELECT plate FROM unnest(CAST(:endings AS TEXT[])) AS ending (text)
                    CROSS JOIN LATERAL (
                        SELECT plate FROM plates
                        WHERE reverse(folded) COLLATE "C" >= text COLLATE "C"
                            AND reverse(folded) COLLATE "C" < (text || '~') COLLATE "C"
                            AND length(folded) BETWEEN :shortest AND :longest
                        OFFSET 0) found
                LIMIT :most) candidate
            """;

    private static final String SEEN =
            "SELECT plate, last_seen FROM plates WHERE plate = ANY (CAST(:plates AS TEXT[]))";

    private static final String LIKE =
            """
            SELECT plate, last_seen FROM plates
            WHERE plate LIKE :pattern AND folded LIKE translate(:pattern, 'OQDILBSZG', '000118526')
            ORDER BY last_seen DESC, plate LIMIT :most
            """;

    private static final String SEEN_BY =
            """
            SELECT DISTINCT plate_normalized_text FROM plate_events
            WHERE plate_normalized_text = ANY (CAST(:plates AS TEXT[]))
                AND camera_id = ANY (CAST(:cameras AS TEXT[]))
            """;

    private static final Pattern THREE_FIXED = Pattern.compile("[^*?]{3}");

    private final PatientPool pool;
    private final PatientPool searching;

    /**
     * @param pool where it is planned once
     * @param searching where it is planned for the pattern that is looked for
     */
    PlateSearch(PatientPool pool, PatientPool searching) {
        this.pool = pool;
        this.searching = searching;
    }

    /**
     * What was found.
     *
     * @param matches best first, then seen last first
     * @param complete false when there may be more than were looked at or were asked for
     */
    public record Found(List<PlateMatch> matches, boolean complete) {
        public Found {
            matches = List.copyOf(matches);
        }
    }

    /**
     * Plates that become the wanted one by so many changes at most, where taking a character for
     * one that looks alike does not count.
     *
     * @param wanted normalised, {@link #LENGTH_MIN} to {@link #LENGTH_MAX} characters of A-Z, 0-9
     * @param changes 0 to 2; 2 from {@link #LENGTH_FOR_TWO} characters on
     * @param limit most matches, at least 1
     */
    public Found like(String wanted, int changes, int limit) {
        if (!wanted.matches("[A-Z0-9]{%d,%d}".formatted(LENGTH_MIN, LENGTH_MAX))
                || changes < 0
                || changes > changesMax(wanted)) {
            throw new IllegalArgumentException(
                    "likeness takes %d to %d of A-Z 0-9 and 0 to %d changes, got: '%s', %d"
                            .formatted(
                                    LENGTH_MIN, LENGTH_MAX, changesMax(wanted), wanted, changes));
        }
        var folded = Folding.of(wanted);
        var candidates = candidates(folded, changes);
        var distance = new Distance(folded, changes);
        var near = candidates.stream().filter(distance::isNear).distinct().toList();
        var matches =
                seen(near).stream()
                        .map(
                                plate ->
                                        new PlateMatch(
                                                plate.text(),
                                                plate.seen(),
                                                Likeness.of(wanted, plate.text())))
                        .sorted(
                                Comparator.comparingDouble(
                                                (PlateMatch match) -> match.likeness().cost())
                                        .thenComparing(
                                                PlateMatch::lastSeen, Comparator.reverseOrder())
                                        .thenComparing(PlateMatch::plate))
                        .toList();
        return new Found(
                matches.subList(0, Math.min(limit, matches.size())),
                candidates.size() < CANDIDATES_MAX && matches.size() <= limit);
    }

    /** How many changes a text of that length may have. */
    public static int changesMax(String wanted) {
        return wanted.length() < LENGTH_FOR_TWO ? 1 : 2;
    }

    /**
     * Plates of this shape, seen last first.
     *
     * @param pattern as of {@link Condition.PlateLike}
     * @param limit most matches, at least 1
     */
    public Found shaped(String pattern, int limit) {
        var found =
                searching.with(
                        handle ->
                                handle.createQuery(LIKE)
                                        .bind("pattern", Selection.likePattern(pattern))
                                        .bind("most", limit + 1)
                                        .map((row, _) -> plate(row))
                                        .list());
        return new Found(
                found.stream()
                        .limit(limit)
                        .map(plate -> new PlateMatch(plate.text(), plate.seen(), exact(plate)))
                        .toList(),
                found.size() <= limit);
    }

    /**
     * Whether an index helps to find a pattern: it has a beginning, or three characters in a row.
     */
    public static boolean isIndexed(String pattern) {
        return !pattern.isEmpty()
                && ((pattern.charAt(0) != '*' && pattern.charAt(0) != '?')
                        || THREE_FIXED.matcher(pattern).find());
    }

    /** Whether plates of this shape lie side by side in the order of their texts. */
    static boolean isPrefixed(String pattern) {
        return pattern.matches("[^*?]{2,}.*");
    }

    /** Those of the plates that one of these cameras saw. */
    public Set<String> seenBy(Set<String> cameras, Collection<String> plates) {
        return pool.with(
                handle ->
                        handle.createQuery(SEEN_BY)
                                .bind("plates", plates.toArray(String[]::new))
                                .bind("cameras", cameras.toArray(String[]::new))
                                .mapTo(String.class)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private record Known(String text, Instant seen) {}

    private static Known plate(ResultSet row) throws SQLException {
        return new Known(
                row.getString("plate"),
                row.getObject("last_seen", OffsetDateTime.class).toInstant());
    }

    private static Likeness exact(Known plate) {
        return new Likeness(plate.text(), plate.text(), List.of());
    }

    private List<Known> seen(List<String> plates) {
        return plates.isEmpty()
                ? List.of()
                : pool.with(
                        handle ->
                                handle.createQuery(SEEN)
                                        .bind("plates", plates.toArray(String[]::new))
                                        .map((row, _) -> plate(row))
                                        .list());
    }

    private List<String> candidates(String folded, int changes) {
        return changes < 2
                ? among(changes == 0 ? Set.of(folded) : Neighbours.of(folded))
                : beginningOrEnding(folded);
    }

    private List<String> among(Set<String> texts) {
        return pool.with(
                handle ->
                        handle.createQuery(FOLDED_AMONG)
                                .bind("texts", texts.toArray(String[]::new))
                                .bind("most", CANDIDATES_MAX)
                                .mapTo(String.class)
                                .list());
    }

    private List<String> beginningOrEnding(String folded) {
        return pool.with(
                handle ->
                        handle.createQuery(BEGINNING_OR_ENDING)
                                .bind("beginnings", beginnings(folded))
                                .bind("endings", endings(folded))
                                .bind("shortest", folded.length() - 2)
                                .bind("longest", folded.length() + 2)
                                .bind("most", CANDIDATES_MAX)
                                .map((row, _) -> List.of((String[]) row.getArray(1).getArray()))
                                .one());
    }

    /** For {@link #BEGINNING_OR_ENDING}. */
    static String[] beginnings(String folded) {
        return Neighbours.beginnings(folded, middle(folded));
    }

    /** For {@link #BEGINNING_OR_ENDING}. */
    static String[] endings(String folded) {
        return Neighbours.endings(folded, middle(folded));
    }

    private static int middle(String folded) {
        return (folded.length() + 1) / 2;
    }
}
