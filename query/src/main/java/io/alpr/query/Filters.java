package io.alpr.query;

import io.alpr.archive.edit.Tags;
import io.alpr.archive.read.Condition;
import io.alpr.archive.read.PassSearch.Plates;
import io.alpr.archive.read.PlateSearch;
import io.alpr.events.PlatePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What passes are searched by, as the parameters of one address say it.
 *
 * @param plates which plates
 * @param conditions all else
 * @param end of the time that is looked at
 * @param asked the same for the audit log
 * @param plate that was looked for, or its pattern; empty for none
 */
record Filters(Plates plates, List<Condition> conditions, Instant end, Asked asked, String plate) {
    private static final Pattern PLATE =
            Pattern.compile(
                    "[A-Z0-9]{%d,%d}".formatted(PlateSearch.LENGTH_MIN, PlateSearch.LENGTH_MAX));
    private static final int TEXT_MAX = 100;

    /** Reads them, and says of each what is wrong with it. */
    static Filters of(QueryParameters parameters) {
        return new Reader(parameters).filters();
    }

    /** These, from then on where they do not say since when. */
    Filters from(Instant begin) {
        boolean said = conditions.stream().anyMatch(Condition.CapturedFrom.class::isInstance);
        var all = new ArrayList<>(conditions);
        if (!said) {
            all.add(new Condition.CapturedFrom(begin));
        }
        return new Filters(plates, all, end, asked, plate);
    }

    /** Since when; the beginning of all time where they do not say. */
    Instant begin() {
        return conditions.stream()
                .filter(Condition.CapturedFrom.class::isInstance)
                .map(condition -> ((Condition.CapturedFrom) condition).earliest())
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** Which plates are looked for, by {@code plate} or by {@code like} and {@code changes}. */
    static Plates plates(QueryParameters parameters) {
        var plate = parameters.text("plate").map(EventRoutes::normalized);
        var like = parameters.text("like").map(EventRoutes::normalized);
        int changesMax = PlateSearch.changesMax(like.orElse(""));
        int changes = parameters.wholeNumber("changes", changesMax, 0, changesMax);
        if (plate.isPresent() && like.isPresent()) {
            parameters.refuse("like", like.get(), "cannot be combined with plate");
        }
        plate.filter(text -> !PlatePattern.isPattern(text))
                .ifPresent(text -> parameters.refuse("plate", text, PlatePattern.RULE));
        if (like.isPresent()) {
            if (!PLATE.matcher(like.get()).matches()) {
                parameters.refuse(
                        "like",
                        like.get(),
                        "must have %d to %d of A-Z and 0-9"
                                .formatted(PlateSearch.LENGTH_MIN, PlateSearch.LENGTH_MAX));
            }
            return new Plates.Like(like.get(), changes);
        }
        return plate.map(Filters::plate).orElseGet(Plates.Any::new);
    }

    private static Plates plate(String text) {
        return text.contains("*") || text.contains("?")
                ? new Plates.Shaped(text)
                : new Plates.Exactly(text);
    }

    /** Text by which plates are looked for; empty for any. */
    static String text(Plates plates) {
        return switch (plates) {
            case Plates.Any _ -> "";
            case Plates.Exactly(var text) -> text;
            case Plates.Shaped(var pattern) -> pattern;
            case Plates.Like(var wanted, _) -> wanted;
        };
    }

    /** One reading of one request. */
    private static final class Reader {
        private final QueryParameters parameters;
        private final List<Condition> conditions = new ArrayList<>();
        private Asked asked = Asked.of("passes");

        Reader(QueryParameters parameters) {
            this.parameters = parameters;
        }

        Filters filters() {
            var plates = plates(parameters);
            text("like");
            text("changes");
            text("camera").map(Condition.CameraIs::new).ifPresent(conditions::add);
            text("site").map(Condition.SiteIs::new).ifPresent(conditions::add);
            tag();
            text("region")
                    .map(region -> region.toUpperCase(Locale.ROOT))
                    .map(Condition.RegionIs::new)
                    .ifPresent(conditions::add);
            text("direction").map(Condition.DirectionIs::new).ifPresent(conditions::add);
            vehicle();
            text("confidence_min");
            parameters
                    .number("confidence_min", 0, 1)
                    .map(Condition.ConfidenceAtLeast::new)
                    .ifPresent(conditions::add);
            var end = times();
            return new Filters(plates, conditions, end, asked, Filters.text(plates));
        }

        private void tag() {
            text("tag")
                    .filter(
                            tag -> {
                                boolean good = Tags.isTag(tag);
                                if (!good) {
                                    parameters.refuse(
                                            "tag", tag, "must have 1 to 40 of a-z 0-9 . _ -");
                                }
                                return good;
                            })
                    .map(Condition.TagIs::new)
                    .ifPresent(conditions::add);
        }

        private void vehicle() {
            for (var feature : Condition.VehicleIs.Feature.values()) {
                text("vehicle_" + feature.name().toLowerCase(Locale.ROOT))
                        .map(value -> new Condition.VehicleIs(feature, value))
                        .ifPresent(conditions::add);
            }
        }

        private Instant times() {
            text("from");
            text("to");
            var from = parameters.time("from");
            var to = parameters.time("to");
            from.map(Condition.CapturedFrom::new).ifPresent(conditions::add);
            to.map(Condition.CapturedBefore::new).ifPresent(conditions::add);
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                parameters.refuse("to", to.get().toString(), "must be after from");
            }
            return to.orElseGet(Instant::now);
        }

        private Optional<String> text(String name) {
            var text = parameters.text(name);
            if (text.isPresent() && text.get().length() > TEXT_MAX) {
                parameters.refuse(
                        name, text.get(), "must have %d characters at most".formatted(TEXT_MAX));
                return Optional.empty();
            }
            asked = asked.with(name, text);
            return text;
        }
    }
}
