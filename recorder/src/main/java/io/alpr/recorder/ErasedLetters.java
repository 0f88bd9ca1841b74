package io.alpr.recorder;

import io.alpr.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters speak of what was erased. Many of them cannot be decoded, so their bytes are
 * searched: for the ids of passes, and for the beginning of a word that is the plate's, also with
 * blanks or dashes within it where it is long enough not to be a track's or a camera's name. A
 * longer plate that begins with it goes along. A letter of a picture is known by its headers and
 * key alone, since a plate of three characters stands in every other JPEG by chance. For one
 * thread.
 */
public final class ErasedLetters {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Shorter ones stand in too many names, as t-12. */
    private static final int SPELT_MIN = 5;

    private final Pattern plate;
    private final Set<String> ids;

    private ErasedLetters(Pattern plate, Collection<UUID> passes) {
        this.plate = plate;
        this.ids =
                passes.stream().map(UUID::toString).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Those of a plate and of its passes.
     *
     * @param plate normalised: A-Z and 0-9
     * @param passes ids of the passes that were erased with it
     */
    public static ErasedLetters of(String plate, Collection<UUID> passes) {
        if (!plate.matches("[A-Z0-9]{1,20}")) {
            throw new IllegalArgumentException("no normalised plate: " + plate);
        }
        var spaced =
                plate.chars()
                        .mapToObj(c -> String.valueOf((char) c))
                        .collect(Collectors.joining("[ ._\\u00c2\\u00b7-]{0,3}"));
        // What follows may be any byte of the next field, so it tells nothing.
        return new ErasedLetters(
                plate.length() < SPELT_MIN
                        ? Pattern.compile("(?<![A-Za-z0-9])" + plate)
                        : Pattern.compile("(?<![A-Z0-9])" + spaced, Pattern.CASE_INSENSITIVE),
                passes);
    }

    /** Those of passes alone, whatever they read. */
    public static ErasedLetters of(Collection<UUID> passes) {
        return new ErasedLetters(Pattern.compile("(?!)"), passes);
    }

    boolean has(ConsumerRecord<byte[], byte[]> letter, String topic) {
        var around = new StringBuilder(text(letter.key()));
        letter.headers().forEach(header -> around.append('\n').append(text(header.value())));
        return speaksOfThem(around)
                || (!topic.equals(Topics.IMAGES) && speaksOfThem(text(letter.value())));
    }

    private boolean speaksOfThem(CharSequence text) {
        return plate.matcher(text).find()
                || ID.matcher(text.toString().toLowerCase(Locale.ROOT))
                        .results()
                        .anyMatch(found -> ids.contains(found.group()));
    }

    /** Every byte is a character, whatever it was meant to be. */
    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
