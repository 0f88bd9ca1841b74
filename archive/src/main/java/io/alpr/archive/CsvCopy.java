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
     * An event and its line, but for the state of its pictures.
     *
     * @param text without the last column
     */
    record Line(PlateEvent event, String text) {}

    /** Writes an event as text, which takes its time; where it goes to does not matter yet. */
    Line line(PlateEvent event) {
        var line = new StringBuilder(LINE_CHARACTERS);
        Columns.append(line, columns, event);
        return new Line(event, line.toString());
    }

    /** Lines as {@link #send} takes them, in their order. */
    static String lines(Collection<Line> lines, Function<PlateEvent, String> pictureState) {
        var all = new StringBuilder(lines.size() * LINE_CHARACTERS);
        for (var line : lines) {
            all.append(line.text())
                    .append(',')
                    .append(pictureState.apply(line.event()))
                    .append('\n');
        }
        return all.toString();
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
