package io.alpr.events;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of the pictures in the bucket; they hold the event id and the content's hash, so no two
 * ever share one.
 */
public final class ObjectKeys {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private ObjectKeys() {}

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
                        sha256.substring(0, 12));
    }
}
