package io.alpr.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.read.ArchivedEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes passes one after the other, in the names of {@link EventBodies}; for one thread. */
sealed interface PassWriter extends Closeable {
    /** In which form. */
    enum Format {
        /** RFC 4180, with a line of names. */
        CSV("text/csv; charset=utf-8; header=present"),
        /** An object a line. */
        JSONL("application/jsonl");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        /** Its media type. */
        String type() {
            return type;
        }

        PassWriter to(OutputStream out) throws IOException {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            return this == CSV ? new Csv(text) : new JsonLines(text);
        }
    }

    /** The next one. */
    void write(ArchivedEvent event) throws IOException;

    /** Comma-separated values. */
    final class Csv implements PassWriter {
        private static final String FORMULA = "=+-@\t\r";

        private final EventBodies bodies = EventBodies.lasting();
        private final CSVPrinter out;

        private Csv(Writer text) throws IOException {
            out = new CSVPrinter(text, CSVFormat.RFC4180);
            out.printRecord(EventBodies.NAMES);
        }

        @Override
        public void write(ArchivedEvent event) throws IOException {
            var body = bodies.event(event);
            for (var name : EventBodies.NAMES) {
                out.print(harmless(body.get(name)));
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

    /** JSON Lines. */
    final class JsonLines implements PassWriter {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final EventBodies bodies = EventBodies.lasting();
        private final Writer out;

        private JsonLines(Writer out) {
            this.out = out;
        }

        @Override
        public void write(ArchivedEvent event) throws IOException {
            out.write(JSON.writeValueAsString(bodies.event(event)));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
