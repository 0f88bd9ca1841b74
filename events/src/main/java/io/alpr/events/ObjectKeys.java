package io.alpr.events;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names of the pictures in the bucket; they hold the event id and the content's hash, so no two
 * ever share one.
 */
public final class ObjectKeys {
    private static final int HASH_DIGITS = 12;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,50}/\\d{4}/\\d{2}/\\d{2}/([0-9a-f-]{36})/([a-z]+)-([0-9a-f]{12})\\.jpg");

    private ObjectKeys() {}

    /**
     * Whether a key is one that {@link #of} gives for such a picture of that event. What a record
     * says of its key is not to be believed: a key that is bound to event, kind and content can
     * name no other picture's object, and no folder.
     */
    static boolean belongs(String key, UUID eventId, PictureKind kind, String sha256) {
        var form = FORM.matcher(key);
        return form.matches()
                && !key.startsWith("./")
                && !key.startsWith("../")
                && !key.contains("/./")
                && !key.contains("/../")
                && form.group(1).equals(eventId.toString())
                && form.group(2).equals(kind.wireName())
                && form.group(3).equals(sha256.substring(0, HASH_DIGITS));
    }

    /**
     * {@code <site>/<camera>/<yyyy>/<MM>/<dd>/<event_id>/<kind>-<first 12 of sha256>.jpg}; a site
     * that is empty or has characters outside {@code [A-Za-z0-9._-]} is written with {@code _} for
     * each of them.
     */
    public static String of(PlateEvent.PassId id, String site, PictureKind kind, String sha256) {
        var place = site.replaceAll("[^A-Za-z0-9._-]", "_");
        if (place.isEmpty() || place.equals(".") || place.equals("..")) {
            place = "_";
        }
        return "%s/%s/%s/%s/%s-%s.jpg"
                .formatted(
                        place,
                        id.cameraId(),
                        DAY.format(id.capturedAt()),
                        id.eventId(),
                        kind.wireName(),
                        sha256.substring(0, HASH_DIGITS));
    }
}
