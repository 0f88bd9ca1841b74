package io.alpr.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What was erased, beside a backup: {@code erasures.json} in its folder. An erasure after the
 * backup is written into it, too, so that it binds even where the archive that knows of it is lost.
 * It holds no plate, but the secrets by which a plate is known again.
 *
 * @param keys {@code key_id} and {@code secret}
 * @param plates {@code key_id}, {@code plate_hash} and {@code captured_before}
 * @param events ids of passes
 */
record ErasureFile(
        List<Map<String, String>> keys, List<Map<String, String>> plates, List<String> events) {
    static final String NAME = "erasures.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static ErasureFile of(Handle handle) {
        return new ErasureFile(
                rows(
                        handle,
                        "SELECT key_id::text, encode(secret, 'hex') AS secret FROM erasure_keys"),
                rows(
                        handle,
                        """
                        SELECT key_id::text, encode(plate_hash, 'hex') AS plate_hash,
                            to_char(captured_before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                                AS captured_before
                        FROM erased_plates
                        """),
                handle.createQuery("SELECT event_id::text FROM erased_events")
                        .mapTo(String.class)
                        .list());
    }

    private static List<Map<String, String>> rows(Handle handle, String sql) {
        return handle.createQuery(sql).mapToMap(String.class).list();
    }

    /** Both together: a folder may have seen the backups of two archives. */
    ErasureFile with(ErasureFile other) {
        return new ErasureFile(
                united(keys, other.keys),
                united(plates, other.plates),
                united(events, other.events));
    }

    private static <T> List<T> united(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** Adds it to what the archive knows. */
    void addTo(Handle handle) {
        for (var key : keys) {
            handle.createUpdate(
                            """
                            INSERT INTO erasure_keys (key_id, secret)
                            VALUES (CAST(:key_id AS uuid), decode(:secret, 'hex')) ON CONFLICT DO NOTHING
                            """)
                    .bindMap(key)
                    .execute();
        }
        for (var plate : plates) {
            handle.createUpdate(
                            """
                            INSERT INTO erased_plates (key_id, plate_hash, captured_before)
                            SELECT CAST(:key_id AS uuid), decode(:plate_hash, 'hex'),
                                CAST(:captured_before AS timestamptz)
                            WHERE NOT EXISTS (
                                SELECT FROM erased_plates WHERE plate_hash = decode(:plate_hash, 'hex')
                                    AND captured_before >= CAST(:captured_before AS timestamptz))
                            """)
                    .bindMap(plate)
                    .execute();
        }
        Tombstones.add(handle, events.stream().map(UUID::fromString).toList());
    }

    /**
     * Reads that of a backup; one without any is of before there were erasures.
     *
     * @throws IOException when it is not ours
     */
    static ErasureFile read(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new ErasureFile(List.of(), List.of(), List.of());
        }
        try {
            return JSON.readValue(Files.readString(file), ErasureFile.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    void write(Path folder) throws IOException {
        var part = folder.resolve(NAME + ".part");
        Files.writeString(part, JSON.writeValueAsString(this));
        Files.move(
                part,
                folder.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
