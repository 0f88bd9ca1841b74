package io.alpr.archive.audit;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An entry by its hash, which stands for all before it in its chain. Who notes one elsewhere can
 * tell later whether the chain still is the one it was.
 *
 * @param chain its chain
 * @param sequence of the entry, from 1
 * @param hash SHA-256, 64 hexadecimal digits in lower case
 */
public record Head(UUID chain, long sequence, String hash) {
    /** What the first entry of a chain has for the hash of the one before. */
    static final String NOTHING = "0".repeat(64);

    private static final Pattern LINE =
            Pattern.compile(
                    "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\\d{1,18}) ([0-9a-f]{64})");

    static Head of(UUID chain, long sequence, byte[] hash) {
        return new Head(chain, sequence, HexFormat.of().formatHex(hash));
    }

    /** Reads what {@link #line} wrote; empty when the line is none. */
    public static Optional<Head> parse(String line) {
        var found = LINE.matcher(line.strip());
        return found.matches()
                ? Optional.of(
                        new Head(
                                UUID.fromString(found.group(1)),
                                Long.parseLong(found.group(2)),
                                found.group(3)))
                : Optional.empty();
    }

    /** Chain, sequence and hash with a blank between. */
    public String line() {
        return "%s %d %s".formatted(chain, sequence, hash);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hash);
    }
}
