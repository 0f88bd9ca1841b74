package io.alpr.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** In which form rows are taken away. */
enum ExportFormat {
    /** RFC 4180, with a line of names. */
    CSV("text/csv; charset=utf-8; header=present"),
    /** An object a line. */
    JSONL("application/jsonl");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String type;

    ExportFormat(String type) {
        this.type = type;
    }

    /** The one that {@code format} asks for. */
    static ExportFormat of(QueryParameters parameters) {
        var text = parameters.text("format").orElse("csv");
        for (var format : values()) {
            if (format.word().equals(text)) {
                return format;
            }
        }
        parameters.refuse("format", text, "must be csv or jsonl");
        return CSV;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Says what comes. */
    void announce(Context context, String name) {
        context.contentType(type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s.%s\"".formatted(name, word()));
    }

    /**
     * Writes rows one after the other; for one thread.
     *
     * @param names of all that a row has, in their order
     */
    Rows rows(OutputStream out, List<String> names) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        return this == CSV ? new Csv(text, names) : new JsonLines(text);
    }

    /** Takes rows. */
    sealed interface Rows extends Closeable {
        /** The next one. */
        void write(Map<String, ? extends @Nullable Object> row) throws IOException;
    }

    private static final class Csv implements Rows {
        private static final String FORMULA = "=+-@\t\r";

        private final List<String> names;
        private final CSVPrinter out;

        private Csv(Writer text, List<String> names) throws IOException {
            this.names = names;
            this.out = new CSVPrinter(text, CSVFormat.RFC4180);
            out.printRecord(names);
        }

        @Override
        public void write(Map<String, ? extends @Nullable Object> row) throws IOException {
            for (var name : names) {
                out.print(harmless(row.get(name)));
            }
            out.println();
        }

        /**
         * A table calculation takes a text that begins so for a formula, and texts come from
         * cameras and from other programs (OWASP: CSV injection).
         */
        private static @Nullable Object harmless(@Nullable Object value) {
            return value instanceof String text
                            && !text.isEmpty()
                            && FORMULA.indexOf(text.charAt(0)) >= 0
                    ? "'" + text
                    : value;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class JsonLines implements Rows {
        private final Writer out;

        private JsonLines(Writer out) {
            this.out = out;
        }

        @Override
        public void write(Map<String, ? extends @Nullable Object> row) throws IOException {
            out.write(JSON.writeValueAsString(row));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
