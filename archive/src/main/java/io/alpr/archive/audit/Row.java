package io.alpr.archive.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An entry as the table has it, whoever wrote it.
 *
 * @param place where
 * @param by who asked
 * @param said what
 * @param sealed the plate or pattern that was looked up
 * @param previous hash of the entry before, 64 hexadecimal digits
 */
record Row(Place place, By by, Said said, Optional<Sealed> sealed, String previous) {
    static final String COLUMNS =
            """
            entry.chain_id, entry.sequence, entry.at, entry.actor, entry.actor_kind, entry.address,
            entry.request_id, entry.action, entry.asked, entry.reason, entry.rows_found,
            entry.subject_id, entry.subject, entry.previous, entry.hash
            """;

    /** Begins what is hashed, so that no other kind of record has the same hash. */
    private static final String KIND = "alpr.audit.1";

    private static final int ABSENT = -1;

    /** Columns of the same names. */
    record By(String actor, String kind, String address, String requestId) {}

    /** Columns of the same names; {@code asked} in JSON. */
    record Said(String action, String asked, String reason, OptionalLong rows) {}

    static Row of(ResultSet row) throws SQLException {
        long rows = row.getLong("rows_found");
        var found = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
        return new Row(
                new Place(
                        row.getObject("chain_id", UUID.class),
                        row.getLong("sequence"),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                new By(
                        row.getString("actor"),
                        row.getString("actor_kind"),
                        row.getString("address"),
                        row.getString("request_id")),
                new Said(
                        row.getString("action"),
                        row.getString("asked"),
                        row.getString("reason"),
                        found),
                sealed(row),
                HexFormat.of().formatHex(row.getBytes("previous")));
    }

    /** Column {@code hash}, which may be another than {@link #hash}. */
    static String storedHash(ResultSet row) throws SQLException {
        return HexFormat.of().formatHex(row.getBytes("hash"));
    }

    private static Optional<Sealed> sealed(ResultSet row) throws SQLException {
        var subject = Optional.ofNullable(row.getObject("subject_id", UUID.class));
        var bytes = Optional.ofNullable(row.getBytes("subject"));
        // One of them alone was never written so; the hash tells.
        return subject.isEmpty() && bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Sealed(
                                subject.orElse(new UUID(0, 0)),
                                bytes.orElseGet(() -> new byte[0])));
    }

    /**
     * SHA-256 (FIPS 180-4) over its fields in a fixed order: each as its length in bytes, 32 bits
     * with the highest byte first, and its bytes; an absent one as the length -1. Texts are UTF-8,
     * numbers 64 bits with the highest byte first, the time microseconds since 1970 UTC, ids 16
     * bytes.
     *
     * @return 64 hexadecimal digits
     */
    String hash() {
        var digest = sha256();
        text(digest, KIND);
        field(digest, HexFormat.of().parseHex(previous));
        id(digest, place.chain());
        number(digest, place.sequence());
        number(digest, ChronoUnit.MICROS.between(Instant.EPOCH, place.at()));
        text(digest, by.actor());
        text(digest, by.kind());
        text(digest, by.address());
        text(digest, by.requestId());
        text(digest, said.action());
        text(digest, said.asked());
        text(digest, said.reason());
        said.rows().ifPresentOrElse(rows -> number(digest, rows), () -> length(digest, ABSENT));
        sealed.ifPresentOrElse(
                plate -> {
                    id(digest, plate.subject());
                    field(digest, plate.bytes());
                },
                () -> {
                    length(digest, ABSENT);
                    length(digest, ABSENT);
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void text(MessageDigest digest, String text) {
        field(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void number(MessageDigest digest, long number) {
        field(digest, ByteBuffer.allocate(8).putLong(number).array());
    }

    private static void id(MessageDigest digest, UUID id) {
        field(
                digest,
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    private static void field(MessageDigest digest, byte[] bytes) {
        length(digest, bytes.length);
        digest.update(bytes);
    }

    private static void length(MessageDigest digest, int length) {
        digest.update(ByteBuffer.allocate(4).putInt(length).array());
    }
}
