package io.alpr.app.command;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import io.alpr.vision.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The passes of one video file, as the pilot would publish them, kept in memory instead. */
final class VideoPasses implements EventSink {
    private static final Duration VIDEO_MAX = Duration.ofHours(24);

    private static final String CAMERA = "video";

    private final Map<UUID, PlateEvent> passes = new LinkedHashMap<>();

    /** What the video gave. */
    sealed interface Outcome {
        /** Its passes in the order of their time. */
        record Read(List<PlateEvent> passes) implements Outcome {}

        /** Why it could not be read, in one line. */
        record Failed(String reason) implements Outcome {}
    }

    static Outcome of(Path video, Engine engine) throws InterruptedException {
        var sink = new VideoPasses();
        var camera = CameraSettings.of(CAMERA, video.toString());
        var outlets = new Pilot.Outlets(sink, _ -> {}, PassListener.NONE);
        try (var pilot =
                Pilot.start(
                        PilotSettings.of("", List.of(camera)),
                        engine,
                        outlets,
                        new SimpleMeterRegistry())) {
            pilot.awaitEnd(VIDEO_MAX);
            return switch (pilot.health()) {
                case Health.Up _ -> new Outcome.Read(sink.inOrder());
                case Health.Degraded(var reason) -> new Outcome.Failed(withoutCamera(reason));
                case Health.Down(var reason) -> new Outcome.Failed(reason);
            };
        }
    }

    /** The file is named in the reason; a camera there is none. */
    private static String withoutCamera(String reason) {
        return reason.replaceFirst("^camera " + CAMERA + ": ", "");
    }

    /** Nobody is told: the passes are asked for at the end. */
    @Override
    public void start(DeliveryListener listener) {}

    @Override
    public synchronized Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
        passes.merge(
                event.id().eventId(),
                event,
                (old, other) -> other.id().revision() > old.id().revision() ? other : old);
        return Receipt.KEPT;
    }

    private synchronized List<PlateEvent> inOrder() {
        return passes.values().stream()
                .sorted(Comparator.comparing(event -> event.id().capturedAt()))
                .toList();
    }
}
