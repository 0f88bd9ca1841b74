package io.alpr.recorder;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.service.Meters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A recorder in a process of its own that dies without a word when it is told of the first stored
 * event: after the transaction, before the commit.
 */
final class RecorderProcess {
    private static final int EXIT_CODE = 99;

    private RecorderProcess() {}

    static Process start(RecorderSettings settings, Path log) throws IOException {
        var database = settings.database();
        var objects = settings.objectStore();
        var command =
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecorderProcess.class.getName(),
                        settings.kafka().bootstrapServers(),
                        settings.kafka().group(),
                        settings.schemaRegistry().toString(),
                        Integer.toString(database.port()),
                        database.name(),
                        database.password(),
                        objects.endpoint(),
                        objects.accessKey(),
                        objects.secretKey());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** In the order of {@link #start}. */
    public static void main(String[] given) {
        var settings =
                RecorderSettings.of(
                                given[0],
                                URI.create(given[2]),
                                new DatabaseSettings(
                                        "localhost",
                                        Integer.parseInt(given[3]),
                                        given[4],
                                        "alpr",
                                        given[5]),
                                new ObjectStoreSettings(
                                        given[6], given[7], given[8], "alpr-plate-images"))
                        .withGroup(given[1]);
        var _ =
                Recorder.start(
                        settings, Meters.registry(), event -> Runtime.getRuntime().halt(EXIT_CODE));
    }
}
