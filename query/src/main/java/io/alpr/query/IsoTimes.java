package io.alpr.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times in ISO 8601 as people and programs write them: a date, or date and time with {@code T} or a
 * space between; seconds and fractions may be missing; {@code Z} or an offset may follow, UTC is
 * meant otherwise. A plus sign that arrives as a space, because it was not encoded, is understood.
 */
final class IsoTimes {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4}-\\d{2}-\\d{2})"
                            + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
                            + "([Zz]|[+\\- ]\\d{2}(?::?\\d{2})?)?)?");

    private IsoTimes() {}

    /** Empty when it is no such time. */
    static Optional<Instant> parsed(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(match.group(1));
            var time = match.group(2);
            var zone = match.group(3);
            return Optional.of(
                    date.atTime(
                                    time == null
                                            ? LocalTime.MIDNIGHT
                                            : LocalTime.parse(time.replace(',', '.')))
                            .toInstant(zone == null ? ZoneOffset.UTC : offset(zone)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneOffset offset(String zone) {
        return zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone.replace(' ', '+'));
    }
}
