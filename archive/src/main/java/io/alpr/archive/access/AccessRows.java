package io.alpr.archive.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns columns into values. */
final class AccessRows {
    private AccessRows() {}

    static Role role(ResultSet row, String column) throws SQLException {
        var word = row.getString(column);
        return Role.of(word)
                .orElseThrow(
                        () -> new IllegalStateException("unknown role in the database: " + word));
    }

    static CameraScope scope(ResultSet row, String column) throws SQLException {
        return CameraScope.written(List.of((String[]) row.getArray(column).getArray()));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
