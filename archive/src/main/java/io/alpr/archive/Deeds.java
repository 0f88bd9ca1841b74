package io.alpr.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import org.jdbi.v3.core.Handle;

/** Notes what was done to the archive, in the transaction that does it; never a plate. */
final class Deeds {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Deeds() {}

    /**
     * @param detail names and values in turns
     */
    static void note(Handle handle, String deed, Object... detail) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < detail.length; i += 2) {
            values.put(detail[i].toString(), detail[i + 1]);
        }
        try (var insert =
                handle.createUpdate(
                        "INSERT INTO archive_deeds (deed, detail) VALUES (:deed, CAST(:detail AS jsonb))")) {
            insert.bind("deed", deed).bind("detail", JSON.writeValueAsString(values)).execute();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a deed's detail must be plain values", e);
        }
    }
}
