package io.alpr.pilot.camera;

import io.alpr.pilot.evidence.EvidenceDesk;
import io.alpr.pilot.evidence.FrameRing;
import io.alpr.pilot.evidence.PictureEncoder;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import io.alpr.pilot.source.SourceItem.Lull;
import io.alpr.pilot.source.SourceOptions;
import io.alpr.pilot.source.SourceStart;
import io.alpr.pilot.source.Sources;
import io.alpr.vision.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second stream of a camera, on a thread of its own: keeps its latest frames for whoever looks
 * for a better picture, and opens it again for ever when it was lost. Nothing of it stops the
 * camera. {@link #trouble} is for any thread.
 */
final class EvidenceStream implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EvidenceStream.class);

    /** A plate is published within a second of its reads; streams differ by less than one. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    /** Two seconds of 1920 by 1080 at ten frames a second, nearly. */
    private static final long BYTES_MAX = 64L << 20;

    private final CameraSettings settings;
    private final SourceAddress address;
    private final FrameRing ring = new FrameRing(KEPT, BYTES_MAX);
    private final EvidenceDesk desk;
    private final SplittableRandom chance = new SplittableRandom();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable FrameSource source;
    private volatile String trouble = "";
    private @Nullable Thread thread;

    /**
     * @param settings of the camera
     * @param stream of it
     * @param engine must outlive this
     */
    EvidenceStream(
            CameraSettings settings, Evidence.Stream stream, Engine engine, CameraMeters meters) {
        this.settings = settings;
        this.address = stream.source();
        this.desk =
                new EvidenceDesk(
                        settings.id(),
                        ring,
                        engine,
                        new PictureEncoder(meters::encoded),
                        stream.wholeFrame());
        meters.expectEvidence();
    }

    /** Starts the thread; once. */
    void start() {
        thread = Thread.ofPlatform().daemon().name("evidence-" + settings.id()).start(this::run);
    }

    /** Looks for plates in it. */
    SecondSight sight() {
        return desk;
    }

    /** Why it gives no frames, one line without secrets; empty while it does or nobody knows. */
    String trouble() {
        return trouble;
    }

    private void run() {
        try {
            stay();
        } catch (InterruptedException _) {
            log.debug("camera={} evidence=interrupted", settings.id());
        }
    }

    private void stay() throws InterruptedException {
        int failures = 0;
        while (!isClosing()) {
            long opened = System.nanoTime();
            var reason = connection();
            boolean good = System.nanoTime() - opened > Camera.GOOD.toNanos();
            failures = good ? 1 : failures + 1;
            if (!isClosing()) {
                trouble = reason;
                var pause = BackOff.DEFAULT.after(failures, chance);
                log.warn(
                        "camera={} evidence=backing_off attempts={} error={}",
                        settings.id(),
                        failures,
                        reason);
                closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** One connection from its opening to its end, and why it ended. */
    private String connection() {
        try (var opened = Sources.open(address, options())) {
            source = opened;
            return isClosing() ? "closed" : drain(opened);
        } catch (SourceFailure e) {
            return e.reason();
        } catch (RuntimeException | Error e) {
            log.debug("camera={} evidence stream failed", settings.id(), e);
            return "it failed: " + e;
        } finally {
            source = null;
        }
    }

    /** Options for FFmpeg are meant for the source; they fit here if this is of the same kind. */
    private SourceOptions options() {
        var video = settings.video();
        boolean alike = address.kind().getClass() == video.source().kind().getClass();
        return new SourceOptions(
                SourceStart.FROM_FILE,
                video.framesPerSecond(),
                video.silence(),
                1,
                video.hardware(),
                alike ? video.ffmpeg() : Map.of());
    }

    private String drain(FrameSource opened) {
        var info = opened.info();
        log.info(
                "camera={} evidence=streaming source={} codec={} size={}x{}",
                settings.id(),
                address,
                info.codec(),
                info.width(),
                info.height());
        while (true) {
            switch (opened.next()) {
                case Frame frame -> {
                    trouble = "";
                    ring.add(frame);
                }
                case Gap(var reason) ->
                        log.debug("camera={} evidence gap={}", settings.id(), reason);
                case Lull _ -> {}
                case End end -> {
                    return end.reason();
                }
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Ends looks and stream. An attempt to connect, which uses nothing of ours, may outlast it. */
    @Override
    public void close() {
        closing.countDown();
        var open = source;
        if (open != null) {
            open.close();
        }
        desk.close();
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
