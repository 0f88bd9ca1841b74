package io.alpr.pilot.publish.outbox;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts events of three cameras into an outbox and sends them from there to a file, until it is
 * killed. Says on standard output which events it was promised to be safe.
 */
public final class BusyChild {
    /** Whose events they are. */
    public static final List<String> CAMERAS = List.of("gate", "yard", "lane");

    private BusyChild() {}

    /**
     * @param arguments folder of the outbox, file to send to, number of the first event
     */
    public static void main(String[] arguments) throws IOException {
        var outbox = Outbox.open(new OutboxSettings(Path.of(arguments[0]), 64L << 20));
        int first = Integer.parseInt(arguments[2]);
        for (var camera : CAMERAS) {
            Thread.ofPlatform().start(() -> watch(outbox, camera, first));
        }
        try (var broker = new FileOutputStream(arguments[1], true)) {
            while (true) {
                var parcels = outbox.next(8);
                broker.write(lines(parcels).getBytes(StandardCharsets.UTF_8));
                outbox.acknowledge(parcels);
            }
        }
    }

    private static void watch(Outbox outbox, String camera, int first) {
        for (int n = first; ; n++) {
            var made = MadeEvents.illustrated(camera, n, 3_000);
            if (outbox.put(made.event(), made.pictures()) instanceof Receipt.Kept) {
                say(camera + " " + n + "\n");
            }
        }
    }

    /** One line, whole or not at all. */
    public static synchronized void say(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    /** For each parcel: camera, number, pictures. */
    static String lines(List<Parcel> parcels) {
        return parcels.stream()
                .map(
                        parcel ->
                                "%s %d %d\n"
                                        .formatted(
                                                parcel.event().id().cameraId(),
                                                MadeEvents.number(parcel.event()),
                                                parcel.pictures().size()))
                .collect(Collectors.joining());
    }
}
