package io.alpr.archive.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Looks for one plate in one day that are worth while to know how many passes there are; where
     * there are many plates and many days, all looks would take a second.
     */
    private static final int LOOKS_MAX = 2_000;

    /** Plates that begin alike lie side by side, and are found so many at once. */
    private static final int SIDE_BY_SIDE = 16;

    /** A window should have so many times as many passes as are wanted. */
    private static final double PLENTY = 1.1;

    /** A window is at least this part of all before it, so that there are few. */
    private static final int STEPS = 8;

    /** Each window is so many times as long as the one before. */
    private static final int LONGER = 4;

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
     * @param among the plates whose passes are looked for
     */
    public record Question(
            List<Condition> conditions,
            Map<String, PlateMatch> matches,
            Optional<Instant> since,
            boolean complete,
            Among among) {
        public Question {
            conditions = List.copyOf(conditions);
            matches = Map.copyOf(matches);
        }
    }

    /**
     * Plates whose passes are looked for one by one.
     *
     * @param plates seen last first; empty where they are not listed
     * @param sideBySide whether they begin alike
     * @param alone whether nothing else is asked of their passes
     * @param end of the time that is looked at
     */
    public record Among(List<PlateMatch> plates, boolean sideBySide, boolean alone, Instant end) {
        static final Among ALL = new Among(List.of(), false, true, Instant.MAX);

        public Among {
            plates = List.copyOf(plates);
        }

        /** So many plates were seen then or later, each by a pass at least. */
        Optional<Instant> bound(int rows) {
            return plates.size() < rows
                    ? Optional.empty()
                    : Optional.of(plates.get(rows - 1).lastSeen());
        }

        /** As many looks as one takes for each plate in a day. */
        long looksADay() {
            return sideBySide ? plates.size() / SIDE_BY_SIDE + 1L : plates.size();
        }

        /** Those that may have been seen since; when each was seen last is known to a day. */
        Set<String> seenSince(Instant from) {
            var bound = from.minus(Duration.ofDays(1));
            return plates.stream()
                    .takeWhile(plate -> !plate.lastSeen().isBefore(bound))
                    .map(PlateMatch::plate)
                    .collect(Collectors.toSet());
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
            case Plates.Like(var text, int changes) -> {
                var found = plates.like(text, changes, PLATES_MAX);
                yield among(
                        found, others, new Among(newestFirst(found), false, others.isEmpty(), end));
            }
        };
    }

    /** The first page, and how many passes there are in all. */
    public record First(List<ArchivedEvent> events, Total total) {
        public First {
            events = List.copyOf(events);
        }
    }

    /**
     * The first page of its passes, captured last first.
     *
     * @param limit rows, at least 1
     */
    public First first(Question question, int limit) {
        var page = new Page.Offset(limit, 0);
        var among = question.among();
        if (!among.plates().isEmpty() && looks(among) <= LOOKS_MAX) {
            // What counts them also tells how old the last one of the page is.
            var reach = queries.reach(question.conditions(), limit);
            if (reach.total().exact()) {
                var newest =
                        reach.last()
                                .map(
                                        last ->
                                                with(
                                                        question.conditions(),
                                                        new Condition.CapturedFrom(last)))
                                .orElse(question.conditions());
                return new First(queries.matching(newest, page), reach.total());
            }
        }
        var events = page(question, page);
        return new First(
                events, events.size() < limit ? new Total(events.size(), true) : total(question));
    }

    private long looks(Among among) {
        return among.looksADay() * queries.extent().parts();
    }

    /** A page of its passes, captured last first. */
    public List<ArchivedEvent> page(Question question, Page page) {
        boolean skips = page instanceof Page.Offset(_, long skipped) && skipped > 0;
        if (question.among().plates().isEmpty() || skips) {
            return queries.matching(question.conditions(), page);
        }
        var bound =
                page instanceof Page.Offset
                        ? question.among().bound(page.limit())
                        : Optional.<Instant>empty();
        if (bound.isPresent() && isShorter(bound.get(), question, page)) {
            var found = window(question, page, List.of(), bound, Optional.empty());
            // Fewer where other conditions leave some out, or passes were erased.
            if (found.size() == page.limit()) {
                return found;
            }
        }
        return byWindows(question, page);
    }

    /** Than the first window, which has as many passes unless they are unevenly spread. */
    private boolean isShorter(Instant since, Question question, Page page) {
        var end = question.among().end();
        var first = Duration.ofDays(Days.of(page.limit(), perDay(question, end)));
        return since.isAfter(end.minus(first));
    }

    private double perDay(Question question, Instant end) {
        var extent = queries.extent();
        return (double) extent.passesOf(question.among().plates().size()) / extent.daysBefore(end);
    }

    /** The newest days first, and more of them at each step, until the page is full. */
    private List<ArchivedEvent> byWindows(Question question, Page page) {
        var end =
                page instanceof Page.After(_, var last)
                        ? last.capturedAt()
                        : question.among().end();
        var days = new Days(queries.extent().daysBefore(end));
        var found = new ArrayList<ArchivedEvent>();
        var until = Optional.<Instant>empty();
        long next = Days.of(page.limit(), perDay(question, end));
        while (next < days.left && found.size() < page.limit()) {
            var from = until.orElse(end).minus(Duration.ofDays(next));
            found.addAll(window(question, page, found, Optional.of(from), until));
            until = Optional.of(from);
            days.pass(next);
            next = days.next(found.size(), page.limit());
        }
        if (found.size() < page.limit()) {
            found.addAll(window(question, page, found, Optional.empty(), until));
        }
        return found;
    }

    /** How far a search has come, day by day backwards. For one thread. */
    private static final class Days {
        private long left;
        private long gone;

        Days(long left) {
            this.left = left;
        }

        void pass(long days) {
            left -= days;
            gone += days;
        }

        /** As many as what is missing takes, where as many come a day as did until now. */
        long next(int found, int wanted) {
            return found == 0
                    ? gone * LONGER
                    : Math.max(of(wanted - found, (double) found / gone), gone / STEPS);
        }

        static long of(int passes, double perDay) {
            return Math.max(1, (long) Math.ceil(PLENTY * passes / perDay));
        }
    }

    private List<ArchivedEvent> window(
            Question question,
            Page page,
            List<ArchivedEvent> found,
            Optional<Instant> from,
            Optional<Instant> until) {
        var conditions = new ArrayList<>(question.conditions());
        from.ifPresent(
                first -> {
                    conditions.removeIf(Condition.PlateAmong.class::isInstance);
                    conditions.add(new Condition.PlateAmong(question.among().seenSince(first)));
                    conditions.add(new Condition.CapturedSince(first));
                });
        until.map(Condition.CapturedBefore::new).ifPresent(conditions::add);
        // Always a whole page, since what is prepared for one number is planned anew for another.
        return queries
                .matching(
                        conditions,
                        page instanceof Page.After ? page : new Page.Offset(page.limit(), 0))
                .stream()
                .limit(page.limit() - found.size())
                .toList();
    }

    private Total total(Question question) {
        var among = question.among();
        if (among.plates().isEmpty()) {
            return queries.total(question.conditions());
        }
        return among.alone()
                ? new Total(queries.extent().passesOf(among.plates().size()), false)
                : queries.estimate(question.conditions());
    }

    private static Question plain(List<Condition> conditions) {
        return new Question(conditions, Map.of(), Optional.empty(), true, Among.ALL);
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
                    Among.ALL);
        }
        var found = plates.shaped(pattern, PLATES_MAX);
        if (!found.complete()) {
            // Where most plates have the shape, so have most passes, and the newest are soon found.
            return plain(byPass);
        }
        var among =
                new Among(
                        newestFirst(found), PlateSearch.isPrefixed(pattern), others.isEmpty(), end);
        return withoutMatches(among(found, others, among));
    }

    private static Question withoutMatches(Question question) {
        return new Question(
                question.conditions(), Map.of(), question.since(), true, question.among());
    }

    private static Question among(PlateSearch.Found found, List<Condition> others, Among among) {
        var matches =
                found.matches().stream()
                        .collect(Collectors.toMap(PlateMatch::plate, Function.identity()));
        return new Question(
                with(others, new Condition.PlateAmong(matches.keySet())),
                matches,
                Optional.empty(),
                found.complete(),
                among);
    }

    private static List<PlateMatch> newestFirst(PlateSearch.Found found) {
        return found.matches().stream()
                .sorted(Comparator.comparing(PlateMatch::lastSeen).reversed())
                .toList();
    }

    private static List<Condition> with(List<Condition> conditions, Condition another) {
        var all = new ArrayList<>(conditions);
        all.add(another);
        return all;
    }
}
