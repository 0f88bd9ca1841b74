package io.alpr.archive.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns rows into {@link PassDetail}s. */
final class DetailRows {
    /** Every column of one. */
    static final String COLUMNS =
            EventRows.COLUMNS
                    + """
                    , revision, first_seen, last_seen, reads_total, reads_agreeing, flags, candidates,
                    character_scores, box_x, box_y, box_width, box_height, plate_image_key, vehicle_image_key,
                    frame_image_key, plate_image_sha256, vehicle_image_sha256, frame_image_sha256,
                    picture_state, detector, reader, read_text, read_normalized_text
                    """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private DetailRows() {}

    static PassDetail detail(ResultSet row) throws SQLException {
        return new PassDetail(
                EventRows.event(row),
                reading(row),
                new PassDetail.Span(
                        EventRows.instant(row, "first_seen"), EventRows.instant(row, "last_seen")),
                box(row),
                new PassDetail.Evidence(
                        row.getString("picture_state"),
                        picture(row, "plate"),
                        picture(row, "vehicle"),
                        picture(row, "frame"),
                        EventRows.text(row, "detector"),
                        EventRows.text(row, "reader")));
    }

    private static PassDetail.Reading reading(ResultSet row) throws SQLException {
        return new PassDetail.Reading(
                row.getInt("revision"),
                row.getObject("reads_total", Integer.class),
                row.getObject("reads_agreeing", Integer.class),
                List.of((String[]) row.getArray("flags").getArray()),
                candidates(row.getString("candidates")),
                List.of((Double[]) row.getArray("character_scores").getArray()),
                read(row));
    }

    private static Optional<PassDetail.Read> read(ResultSet row) throws SQLException {
        var text = row.getString("read_text");
        return text == null
                ? Optional.empty()
                : Optional.of(
                        new PassDetail.Read(text, EventRows.text(row, "read_normalized_text")));
    }

    private static List<PassDetail.Candidate> candidates(String json) {
        try {
            var candidates = new ArrayList<PassDetail.Candidate>();
            for (var one : JSON.readTree(json)) {
                candidates.add(
                        new PassDetail.Candidate(
                                one.path("text").asText(), one.path("share").asDouble()));
            }
            return candidates;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps nothing but JSON there", e);
        }
    }

    private static Optional<PassDetail.Box> box(ResultSet row) throws SQLException {
        int width = row.getInt("box_width");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new PassDetail.Box(
                                row.getInt("box_x"),
                                row.getInt("box_y"),
                                width,
                                row.getInt("box_height")));
    }

    private static PassDetail.Picture picture(ResultSet row, String kind) throws SQLException {
        return new PassDetail.Picture(
                Objects.requireNonNullElse(row.getString(kind + "_image_key"), ""),
                Objects.requireNonNullElse(row.getString(kind + "_image_sha256"), ""));
    }
}
