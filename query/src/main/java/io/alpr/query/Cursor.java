package io.alpr.query;

import io.alpr.archive.audit.Place;
import io.alpr.archive.read.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A place in a result as an opaque text for URLs: base64url of time and id. */
final class Cursor {
    private static final int LENGTH_MAX = 120;

    private Cursor() {}

    static String encoded(Position position) {
        return encoded(position.capturedAt() + " " + position.eventId());
    }

    /** A place in the audit log. */
    static String encoded(Place place) {
        return encoded(place.at() + " " + place.chain() + " " + place.sequence());
    }

    /** Empty when it is none of ours. */
    static Optional<Position> decoded(String text) {
        return parts(text, 2)
                .flatMap(
                        parts ->
                                read(
                                        () ->
                                                new Position(
                                                        Instant.parse(parts[0]),
                                                        UUID.fromString(parts[1]))));
    }

    /** Empty when it is none of ours. */
    static Optional<Place> decodedPlace(String text) {
        return parts(text, 3)
                .flatMap(
                        parts ->
                                read(
                                        () ->
                                                new Place(
                                                        UUID.fromString(parts[1]),
                                                        Long.parseLong(parts[2]),
                                                        Instant.parse(parts[0]))));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String[]> parts(String text, int count) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        return read(() ->
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII))
                .map(plain -> plain.split(" ", -1))
                .filter(parts -> parts.length == count);
    }

    private static <T> Optional<T> read(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
