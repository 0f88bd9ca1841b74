package io.alpr.app.demo;

import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.PassListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Prints every pass as it is read and remembers the best revision of each. Safe from any thread.
 */
public final class Transcript implements PassListener {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.S").withZone(ZoneOffset.UTC);
    private static final String FORM = "%-10s %-10s %-10s %10s  %s%n";

    private final PrintWriter out;
    private final Path objects;
    private final Map<UUID, PlateEvent> passes = new LinkedHashMap<>();

    /**
     * @param out where to print
     * @param objects the folder that holds the bucket, so that people can open the pictures
     */
    public Transcript(PrintWriter out, Path objects) {
        this.out = out;
        this.objects = objects;
    }

    /** Prints the head of the table. */
    public void begin() {
        out.printf(FORM, "TIME (UTC)", "CAMERA", "PLATE", "CONFIDENCE", "PICTURE");
        out.flush();
    }

    @Override
    public synchronized void published(PlateEvent event, Duration took) {
        var before = passes.get(event.id().eventId());
        if (before != null && before.id().revision() >= event.id().revision()) {
            return;
        }
        passes.put(event.id().eventId(), event);
        if (before == null || !before.plate().normalized().equals(event.plate().normalized())) {
            print(event);
        }
    }

    private void print(PlateEvent event) {
        out.printf(
                FORM,
                TIME.format(event.id().capturedAt()),
                event.id().cameraId(),
                event.plate().normalized(),
                String.format(Locale.ROOT, "%.1f %%", 100 * event.plate().confidence()),
                picture(event));
        out.flush();
    }

    private String picture(PlateEvent event) {
        return event.pictures().stream()
                .filter(picture -> picture.kind() == PictureKind.PLATE)
                .map(picture -> objects.resolve(picture.key()).toString())
                .findFirst()
                .orElse("-");
    }

    /** The passes so far, each at its highest revision, in the order of their first publication. */
    public synchronized List<PlateEvent> passes() {
        return List.copyOf(passes.values());
    }
}
