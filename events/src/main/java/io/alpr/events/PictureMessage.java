package io.alpr.events;

import java.util.Map;
import java.util.UUID;

/**
 * One JPEG on {@code alpr.images}: the bytes are the record's value, the event id its key, the rest
 * its headers.
 *
 * @param eventId of the event that refers to it
 * @param revision of that event
 * @param kind what it shows
 * @param key where it belongs in the bucket, as {@link ObjectKeys#of} gives it for this picture
 * @param sha256 of {@code jpeg}, 64 lower-case hexadecimal digits
 * @param jpeg the picture; not copied
 */
public record PictureMessage(
        UUID eventId, int revision, PictureKind kind, String key, String sha256, byte[] jpeg) {
    public PictureMessage {
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be 1 or more, got: " + revision);
        }
        Checks.sha256(sha256);
        if (!ObjectKeys.belongs(key, eventId, kind, sha256)) {
            throw new IllegalArgumentException(
                    "object key must be <site>/<camera>/<yyyy>/<MM>/<dd>/%s/%s-%s.jpg, got: '%s'"
                            .formatted(eventId, kind.wireName(), sha256.substring(0, 12), key));
        }
    }

    /** The {@code sha256} of a picture: 64 lower-case hexadecimal digits. */
    public static String hashOf(byte[] jpeg) {
        return Checks.sha256Of(jpeg);
    }

    /** Whether the bytes are those that the hash was made of. */
    public boolean intact() {
        return Checks.sha256Of(jpeg).equals(sha256);
    }

    /**
     * The headers, each as UTF-8 text: {@code event_id}, {@code revision}, {@code kind}, {@code
     * sha256}, {@code object_key}.
     */
    public Map<String, String> headers() {
        return Map.of(
                "event_id", eventId.toString(),
                "revision", Integer.toString(revision),
                "kind", kind.wireName(),
                "sha256", sha256,
                "object_key", key);
    }

    /**
     * Back from a record.
     *
     * @throws IllegalArgumentException naming the header that is missing or wrong
     */
    public static PictureMessage of(Map<String, String> headers, byte[] jpeg) {
        try {
            return new PictureMessage(
                    UUID.fromString(required(headers, "event_id")),
                    Integer.parseInt(required(headers, "revision")),
                    PictureKind.ofWireName(required(headers, "kind")),
                    required(headers, "object_key"),
                    required(headers, "sha256"),
                    jpeg);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "header revision must be a number, got: " + headers.get("revision"), e);
        }
    }

    private static String required(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("picture record lacks the header " + name);
        }
        return value;
    }
}
