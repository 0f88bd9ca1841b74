package io.alpr.archive;

import io.alpr.events.PlateEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's COPY of events into a table, as CSV.
 *
 * @param columns to fill, in this order, {@code picture_state} after them
 * @param statement that takes the lines
 */
record CsvCopy(List<Columns.Column> columns, String statement) {
    private static final int LINE_CHARACTERS = 600;

    static CsvCopy into(String table, List<Columns.Column> columns) {
        var names = columns.stream().map(Columns.Column::name).collect(Collectors.joining(", "));
        return new CsvCopy(
                columns,
                "COPY %s (%s, picture_state) FROM STDIN WITH (FORMAT csv)".formatted(table, names));
    }

    /**
     * The lines of these events, in their order.
     *
     * @param pictureState of each; asked by several threads
     */
    String lines(Collection<PlateEvent> events, Function<PlateEvent, String> pictureState) {
        return events.parallelStream()
                .map(event -> line(event, pictureState.apply(event)))
                .collect(Collectors.joining());
    }

    private String line(PlateEvent event, String pictureState) {
        var line = new StringBuilder(LINE_CHARACTERS);
        Columns.append(line, columns, event);
        return line.append(',').append(pictureState).append('\n').toString();
    }

    /** Sends lines. */
    void send(Handle handle, String lines) throws SQLException {
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new StringReader(lines));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
    }
}
