package io.alpr.service;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a whole number and a unit, {@code 500ms}, {@code 5s}, {@code
 * 10m}, {@code 2h}, {@code 7d}.
 */
public final class DurationText extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1;
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    DurationText() {
        super(Duration.class);
    }

    /** The duration that a text says; empty for any other text. */
    public static Optional<Duration> parsed(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        var text = parser.getText();
        var parsed = parsed(text);
        return parsed.isPresent()
                ? parsed.get()
                : (Duration) context.handleWeirdStringValue(Duration.class, text, "not a duration");
    }
}
