package io.alpr.query;

import io.alpr.archive.audit.Place;
import io.alpr.archive.read.Page;
import io.javalin.http.Context;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads one request's parameters and collects every broken rule, so that a client learns of all at
 * once. Of a parameter given twice the last counts. For one request and one thread.
 */
final class QueryParameters {
    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 1000;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("([+-]?\\d{1,100})(\\.0*)?");

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Context context;
    private final Set<String> known = new TreeSet<>(Set.of(Lookups.REASON_PARAMETER));
    private final List<ParameterFault> faults = new ArrayList<>();

    QueryParameters(Context context) {
        this.context = context;
    }

    /** 1 to {@value #LIMIT_MAX}, {@value #LIMIT_DEFAULT} when not given. */
    int limit() {
        return limit(LIMIT_DEFAULT);
    }

    /** 1 to {@value #LIMIT_MAX}. */
    int limit(int unasked) {
        return Math.toIntExact(wholeNumber("limit", unasked, 1, LIMIT_MAX));
    }

    /** 0 or more, 0 when not given. */
    long offset() {
        return wholeNumber("offset", 0, 0, Long.MAX_VALUE);
    }

    /**
     * The page that {@code limit}, {@code offset} and {@code cursor} ask for, with one row more.
     */
    Page page(int limit, long offset) {
        var text = text("cursor");
        if (text.isEmpty()) {
            return new Page.Offset(limit + 1, offset);
        }
        var position = Cursor.decoded(text.get());
        if (position.isEmpty()) {
            refuse("cursor", text.get(), "must be the next_cursor of an earlier answer");
        } else if (offset > 0) {
            refuse("cursor", text.get(), "cannot be combined with offset");
        }
        return position.<Page>map(last -> new Page.After(limit + 1, last))
                .orElseGet(() -> new Page.Offset(limit + 1, 0));
    }

    /** A text; empty when it is not given or blank. */
    Optional<String> text(String name) {
        return last(name)
                .filter(value -> !value.isBlank())
                .map(value -> plain("query", name, value));
    }

    /** A time; empty when it is not given. */
    Optional<Instant> time(String name) {
        var text = text(name);
        var time = text.flatMap(IsoTimes::parsed);
        if (text.isPresent() && time.isEmpty()) {
            refuse(name, text.get(), "must be a time in ISO 8601, e.g. 2026-11-22T12:00:00Z");
        }
        return time;
    }

    /** The place in the audit log where {@code cursor} goes on; empty for its beginning. */
    Optional<Place> after() {
        var text = text("cursor");
        var place = text.flatMap(Cursor::decodedPlace);
        if (text.isPresent() && place.isEmpty()) {
            refuse("cursor", text.get(), "must be the next_cursor of an earlier answer");
        }
        return place;
    }

    /** A number from min to max; empty when it is not given. */
    Optional<Double> number(String name, double min, double max) {
        var text = text(name);
        var number = text.flatMap(QueryParameters::decimal).filter(n -> n >= min && n <= max);
        if (text.isPresent() && number.isEmpty()) {
            refuse(name, text.get(), "must be a number from %s to %s".formatted(min, max));
        }
        return number;
    }

    /** A whole number from min to max. */
    int wholeNumber(String name, int absent, int min, int max) {
        return Math.toIntExact(wholeNumber(name, (long) absent, (long) min, (long) max));
    }

    /** A part of the path. */
    String path(String name) {
        return plain("path", name, context.pathParam(name));
    }

    /**
     * To be called when all have been read.
     *
     * @throws InvalidParameters when any broke a rule
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new InvalidParameters(faults);
        }
    }

    /**
     * {@link #check} for routes that take no parameter but their own: one that is misspelt must not
     * be taken for one that was not given.
     */
    void checkAll() {
        for (var name : context.queryParamMap().keySet()) {
            // An address may end with "&".
            if (!name.isEmpty() && !known.contains(name)) {
                refuse(name, "", "is not known here; known are " + String.join(", ", known));
            }
        }
        check();
    }

    private static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    private Optional<String> last(String name) {
        known.add(name);
        var values = context.queryParams(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** The database knows no text with the character NUL. */
    private String plain(String place, String name, String value) {
        if (value.indexOf('\0') < 0) {
            return value;
        }
        faults.add(
                new ParameterFault(
                        "value_error",
                        place,
                        name,
                        "Value error, must not contain the character NUL",
                        value,
                        Map.of()));
        return "";
    }

    /** Notes that a parameter breaks a rule, e.g. {@code must not be blank}. */
    void refuse(String name, String input, String rule) {
        faults.add(
                new ParameterFault(
                        "value_error", "query", name, "Value error, " + rule, input, Map.of()));
    }

    private long wholeNumber(String name, long absent, long min, long max) {
        var given = last(name);
        if (given.isEmpty()) {
            return absent;
        }
        var match = WHOLE_NUMBER.matcher(given.get().strip());
        if (!match.matches()) {
            faults.add(
                    new ParameterFault(
                            "int_parsing",
                            "query",
                            name,
                            "Input should be a valid integer, unable to parse string as an integer",
                            given.get(),
                            Map.of()));
            return absent;
        }
        var number = new BigInteger(match.group(1));
        if (number.compareTo(BigInteger.valueOf(min)) < 0) {
            faults.add(outside("greater_than_equal", "greater", "ge", name, given.get(), min));
            return absent;
        }
        if (number.compareTo(BigInteger.valueOf(max)) > 0) {
            faults.add(outside("less_than_equal", "less", "le", name, given.get(), max));
            return absent;
        }
        return number.longValueExact();
    }

    private static ParameterFault outside(
            String type, String word, String key, String name, String input, long bound) {
        return new ParameterFault(
                type,
                "query",
                name,
                "Input should be %s than or equal to %d".formatted(word, bound),
                input,
                Map.of(key, bound));
    }
}
