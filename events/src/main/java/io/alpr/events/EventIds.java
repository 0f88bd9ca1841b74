package io.alpr.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids that come out the same when the same pass is read again. Layout of UUID version 7 (RFC 9562,
 * section 5.7): 48 bits of milliseconds, then version, variant and 74 bits, here not random but of
 * a SHA-256 over what identifies the pass.
 */
public final class EventIds {
    private EventIds() {}

    /**
     * What makes a pass this pass and no other.
     *
     * @param site of the camera
     * @param cameraId of the camera
     * @param sourceStart start of the file or of the connection that the frames came from
     * @param firstPtsUs presentation time of the first frame of the pass, microseconds from the
     *     start of the source
     * @param trackOrdinal number of the track within that source, from 1
     */
    public record Pass(
            String site,
            String cameraId,
            Instant sourceStart,
            long firstPtsUs,
            long trackOrdinal) {}

    /**
     * @param capturedAt time of the first frame of the pass; between 1970 and the year 10889
     */
    public static UUID of(Instant capturedAt, Pass pass) {
        var digest =
                ByteBuffer.wrap(
                        sha256(
                                "%s\n%s\n%d\n%d\n%d"
                                        .formatted(
                                                pass.site(),
                                                pass.cameraId(),
                                                pass.sourceStart().toEpochMilli(),
                                                pass.firstPtsUs(),
                                                pass.trackOrdinal())));
        long millis = capturedAt.toEpochMilli();
        if (millis < 0 || millis >= 1L << 48) {
            throw new IllegalArgumentException(
                    "capturedAt must be between 1970 and 10889, got: " + capturedAt);
        }
        long high = (millis << 16) | 0x7000L | (digest.getShort() & 0x0fffL);
        long low = 0x8000_0000_0000_0000L | (digest.getLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(high, low);
    }

    /**
     * When the pass of an id was, to the millisecond.
     *
     * @return empty for an id that is not ours, which may tell nothing
     */
    public static Optional<Instant> timeOf(UUID eventId) {
        return eventId.version() == 7
                ? Optional.of(Instant.ofEpochMilli(eventId.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
