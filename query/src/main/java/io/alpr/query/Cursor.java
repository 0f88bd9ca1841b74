package io.alpr.query;

import io.alpr.archive.read.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a result as an opaque text for URLs: base64url of time and id. */
final class Cursor {
    private static final int LENGTH_MAX = 120;

    private Cursor() {}

    static String encoded(Position position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (position.capturedAt() + " " + position.eventId())
                                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty when it is none of ours. */
    static Optional<Position> decoded(String text) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)
                            .split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new Position(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
