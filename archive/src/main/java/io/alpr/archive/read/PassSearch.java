package io.alpr.archive.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Searches passes by their plates, exactly, by shape or by likeness, and by whatever else. Plates
 * are found first, in the table where each stands once, and then their passes. Safe for use by many
 * threads.
 */
public final class PassSearch {
    /** Plates that passes are looked for by at most. */
    public static final int PLATES_MAX = 10_000;

    /** How far back is looked for a shape that no index helps to find. */
    public static final Duration WINDOW = Duration.ofDays(31);

    private final EventQueries queries;
    private final PlateSearch plates;

    public PassSearch(EventQueries queries) {
        this.queries = queries;
        this.plates = queries.plates();
    }

    /** Which plates are looked for. */
    public sealed interface Plates {
        /** Whichever. */
        record Any() implements Plates {}

        /** This one, normalised. */
        record Exactly(String normalized) implements Plates {}

        /** Those of this shape, see {@link Condition.PlateLike}. */
        record Shaped(String pattern) implements Plates {}

        /** Those like this one, see {@link PlateSearch#like}. */
        record Like(String wanted, int changes) implements Plates {}
    }

    /**
     * What a question comes to once its plates are found.
     *
     * @param conditions that its passes fulfil
     * @param matches the plates by likeness, by their normalised text; empty for other questions
     * @param since when only a part of the time is looked at: its beginning
     * @param complete false when there are more plates by likeness than are looked for
     * @param bound when the conditions alone are fulfilled by a page of passes that are not older
     */
    public record Question(
            List<Condition> conditions,
            Map<String, PlateMatch> matches,
            Optional<Instant> since,
            boolean complete,
            Bound bound) {
        public Question {
            conditions = List.copyOf(conditions);
            matches = Map.copyOf(matches);
        }
    }

    /** Last times at which the plates were seen, newest first. */
    public record Bound(List<Instant> seen) {
        static final Bound NONE = new Bound(List.of());

        public Bound {
            seen = List.copyOf(seen);
        }

        /** So many plates were seen then or later, each by a pass at least. */
        Optional<Instant> of(int rows) {
            return seen.size() < rows ? Optional.empty() : Optional.of(seen.get(rows - 1));
        }
    }

    /**
     * Finds the plates of a question.
     *
     * @param others what its passes fulfil besides
     * @param end of the time that is looked at
     */
    public Question question(Plates wanted, List<Condition> others, Instant end) {
        return switch (wanted) {
            case Plates.Any _ -> plain(others);
            case Plates.Exactly(var text) -> plain(with(others, new Condition.PlateIs(text)));
            case Plates.Shaped(var pattern) -> shaped(pattern, others, end);
            case Plates.Like(var text, int changes) ->
                    among(plates.like(text, changes, PLATES_MAX), others);
        };
    }

    /** A page of its passes, captured last first. */
    public List<ArchivedEvent> page(Question question, Page page) {
        var bound =
                page instanceof Page.Offset(int limit, long skipped) && skipped == 0
                        ? question.bound().of(limit)
                        : Optional.<Instant>empty();
        if (bound.isPresent()) {
            var newest = with(question.conditions(), new Condition.CapturedFrom(bound.get()));
            var found = queries.matching(newest, page);
            // Fewer where other conditions leave some out, or passes were erased.
            if (found.size() == page.limit()) {
                return found;
            }
        }
        return queries.matching(question.conditions(), page);
    }

    private static Question plain(List<Condition> conditions) {
        return new Question(conditions, Map.of(), Optional.empty(), true, Bound.NONE);
    }

    private Question shaped(String pattern, List<Condition> others, Instant end) {
        var byPass = with(others, new Condition.PlateShaped(pattern));
        if (!PlateSearch.isIndexed(pattern)) {
            var since = end.minus(WINDOW);
            return new Question(
                    with(byPass, new Condition.CapturedFrom(since)),
                    Map.of(),
                    Optional.of(since),
                    true,
                    Bound.NONE);
        }
        var found = plates.shaped(pattern, PLATES_MAX);
        // Where most plates have the shape, so have most passes, and the newest are soon found.
        return found.complete() ? withoutMatches(among(found, others)) : plain(byPass);
    }

    private static Question withoutMatches(Question question) {
        return new Question(
                question.conditions(), Map.of(), question.since(), true, question.bound());
    }

    private static Question among(PlateSearch.Found found, List<Condition> others) {
        var matches =
                found.matches().stream()
                        .collect(Collectors.toMap(PlateMatch::plate, Function.identity()));
        var seen =
                found.matches().stream()
                        .map(PlateMatch::lastSeen)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        return new Question(
                with(others, new Condition.PlateAmong(matches.keySet())),
                matches,
                Optional.empty(),
                found.complete(),
                new Bound(seen));
    }

    private static List<Condition> with(List<Condition> conditions, Condition another) {
        var all = new ArrayList<>(conditions);
        all.add(another);
        return all;
    }
}
