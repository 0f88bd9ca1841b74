package io.alpr.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files of the class path that are sent as they are. */
final class StaticFiles {
    private StaticFiles() {}

    /**
     * A route that sends one file, read once; it is the same for everybody and open to all.
     *
     * @throws IllegalStateException when the program was built without it
     */
    static Route route(String path, String resource, String type) {
        byte[] content = bytes(resource);
        var contentType = type.startsWith("text/") ? type + "; charset=utf-8" : type;
        return Route.get(
                path,
                Entry.OPEN,
                context ->
                        context.contentType(contentType)
                                .header("Cache-Control", "no-cache")
                                .result(content));
    }

    static InputStream opened(String resource) {
        var stream = StaticFiles.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(
                    "%s is not on the class path; build the program anew".formatted(resource));
        }
        return stream;
    }

    private static byte[] bytes(String resource) {
        try (var stream = opened(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
