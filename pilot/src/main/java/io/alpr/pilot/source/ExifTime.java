package io.alpr.pilot.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * EXIF's {@code DateTimeOriginal}: the time on the camera's clock, of its place. Where it does not
 * say how far that is from UTC ({@code OffsetTimeOriginal}), it is taken as this machine's place.
 */
final class ExifTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss");

    /** Cameras whose clock was never set begin at 1970 or 1980, some at 2000. */
    private static final Instant CLOCK_NOT_SET = Instant.parse("2000-02-01T00:00:00Z");

    private ExifTime() {}

    /**
     * @param original e.g. {@code 2026:03:04 05:06:07}
     * @param offset e.g. {@code +02:00}, empty where not known
     * @return empty where it is none, or the camera's clock was not set
     */
    static Optional<Instant> of(String original, String offset) {
        try {
            var local = LocalDateTime.parse(original.strip(), FORMAT);
            var zone = offset.isBlank() ? ZoneId.systemDefault() : ZoneOffset.of(offset.strip());
            return Optional.of(local.atZone(zone).toInstant())
                    .filter(instant -> instant.isAfter(CLOCK_NOT_SET));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
