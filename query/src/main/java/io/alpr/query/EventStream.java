package io.alpr.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Writes {@code text/event-stream} as the HTML Standard has it. For one thread.
 *
 * @param out where it goes; the caller flushes
 */
record EventStream(OutputStream out) {
    /** How long a browser shall wait before it comes back. */
    void retryAfter(Duration time) throws IOException {
        write("retry: " + time.toMillis() + "\n\n");
    }

    /**
     * An event.
     *
     * @param data one line
     */
    void event(String name, String id, String data) throws IOException {
        write("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    /** Nothing but the place where it stands, which a browser notes without telling anybody. */
    void silence(String id) throws IOException {
        write("id: " + id + "\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
