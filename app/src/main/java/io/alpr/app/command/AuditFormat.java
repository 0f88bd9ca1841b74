package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.audit.AuditRecord;
import io.alpr.archive.audit.AuditRecord.Absent;
import io.alpr.archive.audit.AuditRecord.Erased;
import io.alpr.archive.audit.AuditRecord.Known;
import io.alpr.archive.audit.AuditRecord.Unreadable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How entries of the audit log are written, each on a line of its own. */
enum AuditFormat {
    /** RFC 4180, with a line of names. */
    CSV,
    /** An object on each line. */
    JSONL;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands before the first entry; may be empty. */
    String header() {
        return this == CSV
                ? "at,actor,kind,address,request_id,action,asked,plate,erased,reason,rows,chain,sequence,hash"
                : "";
    }

    String line(AuditRecord entry) {
        return switch (this) {
            case CSV -> csv(entry);
            case JSONL -> json(entry);
        };
    }

    /** What was looked up, for people. */
    static String shown(AuditRecord entry) {
        return switch (entry.question().subject()) {
            case Absent _ -> "-";
            case Known(var plate) -> plate;
            case Erased _ -> "(erased)";
            case Unreadable _ -> "(unreadable)";
        };
    }

    /** By their names, in the order of the columns. */
    static Map<String, Object> values(AuditRecord entry) {
        var values = new LinkedHashMap<String, Object>();
        values.put("at", entry.place().at().toString());
        values.put("actor", entry.by().name());
        values.put("kind", entry.by().kind());
        values.put("address", entry.by().address());
        values.put("request_id", entry.by().requestId());
        values.put("action", entry.question().action());
        values.put("asked", entry.question().asked());
        values.put("plate", entry.question().subject().text().orElse(""));
        values.put("erased", entry.question().subject() instanceof Erased);
        values.put("reason", entry.reason());
        values.put("rows", entry.rows().isPresent() ? entry.rows().getAsLong() : "");
        values.put("chain", entry.place().chain().toString());
        values.put("sequence", entry.place().sequence());
        values.put("hash", entry.hash());
        return values;
    }

    private static String json(AuditRecord entry) {
        try {
            var values = values(entry);
            values.put("asked", JSON.readTree(entry.question().asked()));
            if (entry.rows().isEmpty()) {
                values.remove("rows");
            }
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(AuditRecord entry) {
        return values(entry).values().stream()
                .map(value -> field(String.valueOf(value)))
                .collect(Collectors.joining(","));
    }

    /** A table program must not take what somebody typed for a formula. */
    private static String field(String value) {
        var safe = value.matches("[=+@\\-\\t].*") ? "'" + value : value;
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
