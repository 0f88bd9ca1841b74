package io.alpr.pilot.camera;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.camera.CameraState.BackingOff;
import io.alpr.pilot.camera.CameraState.Connecting;
import io.alpr.pilot.camera.CameraState.Stopped;
import io.alpr.pilot.camera.CameraState.Streaming;
import io.alpr.pilot.camera.Looking.Seen.Broken;
import io.alpr.pilot.camera.Looking.Seen.Over;
import io.alpr.pilot.camera.Looking.Seen.Pause;
import io.alpr.pilot.camera.Looking.Seen.Sight;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.pass.Looked;
import io.alpr.pilot.pass.Lookout;
import io.alpr.pilot.pass.PassPipeline;
import io.alpr.pilot.pass.Place;
import io.alpr.pilot.pass.Publication;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.BackgroundSource.WhenFull;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.PacedSource;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceOptions;
import io.alpr.pilot.source.SourceStart;
import io.alpr.pilot.source.Sources;
import io.alpr.service.Niceness;
import io.alpr.vision.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera on a thread of its own: opens its source, reads it through the pipeline, and opens it
 * again when it was lost. Whatever happens to it stays with it.
 *
 * <p>A file that cannot be read stops the camera; a live source is tried again for ever, with
 * growing pauses. {@link #state}, {@link #status} and {@link #close} are for any thread.
 */
public final class Camera implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Camera.class);
    private static final BackOff BACK_OFF = BackOff.DEFAULT;

    /** A connection that lasted so long was a good one: the next failure counts as the first. */
    static final Duration GOOD = Duration.ofSeconds(30);

    /** How long a file waits before it offers an event again. */
    private static final Duration ROOM = Duration.ofSeconds(1);

    private final CameraSettings settings;
    private final CameraOutlets outlets;
    private final CameraInstruments instruments;
    private final CameraMeters meters;
    private final Lookout lookout;
    private final PassPipeline pipeline;
    private final CameraWatch watch;
    private final @Nullable EvidenceStream evidence;
    private final SplittableRandom chance = new SplittableRandom();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile CameraState state = new Connecting(1);
    private volatile Instant lastFrame = Instant.EPOCH;
    private volatile Instant lastRead = Instant.EPOCH;
    private volatile @Nullable SourceInfo lastInfo;
    private volatile String trouble = "";

    /** Closed; whatever its thread may still be stuck in, it has had its last word. */
    private volatile boolean silenced;

    private volatile @Nullable FrameSource source;
    private @Nullable Thread thread;

    /**
     * @param settings what to look at
     * @param host name of this machine as events say it
     * @param engine shared by all cameras, not closed here
     * @param outlets where events and changes of state go
     * @param instruments of this camera
     */
    public Camera(
            CameraSettings settings,
            String host,
            Engine engine,
            CameraOutlets outlets,
            CameraInstruments instruments) {
        this.settings = settings;
        this.outlets = outlets;
        this.instruments = instruments;
        this.meters = instruments.meters();
        this.watch = new CameraWatch(settings.watch(), this::conditionChanged);
        this.evidence =
                settings.evidence() instanceof Evidence.Stream stream
                        ? new EvidenceStream(settings, stream, engine, meters)
                        : null;
        this.lookout = new Lookout(settings.passes(), engine.detector(), meters);
        this.pipeline =
                new PassPipeline(
                        new Place(settings.id(), settings.site(), host, settings.region()),
                        settings.passes(),
                        engine,
                        meters,
                        outlets.rejects(),
                        evidence == null ? SecondSight.NONE : evidence.sight());
    }

    /** Starts the thread; once. */
    public void start() {
        if (evidence != null) {
            evidence.start();
        }
        thread = Thread.ofPlatform().daemon().name("camera-" + settings.id()).start(this::run);
    }

    /** Who it is and what it looks at. */
    public CameraSettings settings() {
        return settings;
    }

    /** What it does just now. */
    public CameraState state() {
        return state;
    }

    /** A report of it. */
    public CameraStatus status() {
        return new CameraStatus(
                settings.id(),
                settings.site(),
                state.wireName(),
                Instant.now(),
                new CameraStatus.Activity(
                        meters.framesPerSecond(),
                        lastFrame,
                        lastRead,
                        meters.drops(),
                        meters.rejects()),
                CameraReport.view(
                        settings.video().source(),
                        lastInfo,
                        state,
                        trouble,
                        meters.dropsByReason(),
                        conditions()));
    }

    /** What is wrong with it although frames come, the oldest first; files are not watched. */
    public List<ActiveCondition> conditions() {
        return watch.active();
    }

    /** Why it last gave no frames, empty while it streams and before it ever failed. */
    public String trouble() {
        return trouble;
    }

    /**
     * Waits until it has stopped for good; its events are safe with the sink by then.
     *
     * @return whether that came within the time
     */
    public boolean awaitEnd(Duration time) throws InterruptedException {
        return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            if (settings.video().source().isLive()) {
                stay();
            } else {
                readFile();
            }
        } catch (InterruptedException _) {
            become(new Stopped("closed", false));
        } catch (RuntimeException | Error e) {
            log.debug("camera={} failed", settings.id(), e);
            become(new Stopped("it failed: " + e, true));
        } finally {
            ended.countDown();
        }
    }

    private void readFile() throws InterruptedException {
        var start = settings.video().start();
        while (true) {
            become(new Connecting(1));
            SourceInfo info;
            End end;
            try (var opened = recorded(start)) {
                info = opened.info();
                end = recognised(opened);
            } catch (SourceFailure e) {
                become(new Stopped(e.reason(), true));
                return;
            }
            if (end.ending() != Ending.FINISHED || !settings.video().loop()) {
                become(new Stopped(end.reason(), end.ending() == Ending.BROKEN_OFF));
                return;
            }
            // The next round is later by this one's length, so its passes are passes of their own.
            start = new SourceStart.At(info.start().plus(length(info)));
        }
    }

    private FrameSource recorded(SourceStart start) throws SourceFailure {
        var opened = Sources.open(settings.video().source(), options(start));
        return switch (settings.video().pace()) {
            case FAST -> new BackgroundSource(opened, WhenFull.WAIT, threadName());
            case REAL ->
                    new BackgroundSource(
                            new PacedSource(opened), WhenFull.DROP_OLDEST, threadName());
        };
    }

    private String threadName() {
        return "decoder-" + settings.id();
    }

    private Duration length(SourceInfo info) {
        var read = Duration.between(info.start(), lastFrame);
        return read.plus(Duration.ofSeconds(1));
    }

    private void stay() throws InterruptedException {
        int failures = 0;
        while (!isClosing()) {
            become(new Connecting(failures + 1));
            long opened = System.nanoTime();
            var reason = connection();
            boolean good = System.nanoTime() - opened > GOOD.toNanos();
            failures = good ? 1 : failures + 1;
            if (!isClosing()) {
                var pause = BACK_OFF.after(failures, chance);
                become(new BackingOff(reason, Instant.now().plus(pause), failures));
                closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        become(new Stopped("closed", false));
    }

    /** One connection from its opening to its end, and why it ended. */
    private String connection() throws InterruptedException {
        try (var opened = live()) {
            return recognised(opened).reason();
        } catch (SourceFailure e) {
            return e.reason();
        } catch (RuntimeException e) {
            log.debug("camera={} connection failed", settings.id(), e);
            return "it failed: " + e;
        }
    }

    /** A camera does not wait for us; a folder does, and every picture counts. */
    private FrameSource live() throws SourceFailure {
        var address = settings.video().source();
        var opened = Sources.open(address, options(SourceStart.FROM_FILE));
        return address.kind().waitsForReader()
                ? opened
                : new BackgroundSource(opened, WhenFull.DROP_OLDEST, threadName());
    }

    private SourceOptions options(SourceStart start) {
        var video = settings.video();
        int threads =
                video.source().isLive()
                        ? 1
                        : Math.min(4, Runtime.getRuntime().availableProcessors());
        return new SourceOptions(
                start,
                video.framesPerSecond(),
                video.silence(),
                threads,
                video.hardware(),
                video.ffmpeg());
    }

    /** Recognition gives way to the decoders: what they do not fetch in time is lost for good. */
    private End recognised(FrameSource opened) throws InterruptedException {
        return Niceness.givingWay("recogniser-" + settings.id(), () -> drain(opened));
    }

    private End drain(FrameSource opened) throws InterruptedException {
        source = opened;
        try {
            if (isClosing()) {
                return new End(Ending.CLOSED, "closed");
            }
            become(new Streaming(Instant.now(), opened.info()));
            watch.connected(wantedRate(opened.info()), System.nanoTime());
            begin(opened.info().start());
            var end = pumpGuarded(opened);
            publish(pipeline.end());
            publish(pipeline.afterwards());
            return end;
        } finally {
            source = null;
        }
    }

    /** A file and a folder begin with us; a street was there before. */
    private void begin(Instant start) {
        if (settings.video().source().kind().waitsForReader()) {
            pipeline.begin(start);
        } else {
            pipeline.join(start);
        }
    }

    /** Whatever fails, the passes end: the next connection's frames are no part of them. */
    private End pumpGuarded(FrameSource opened) throws InterruptedException {
        try {
            return pump(opened);
        } catch (RuntimeException e) {
            try {
                publish(pipeline.end());
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private double wantedRate(SourceInfo info) {
        double wanted = settings.video().framesPerSecond();
        return info.framesPerSecond() > 0 ? Math.min(wanted, info.framesPerSecond()) : wanted;
    }

    private End pump(FrameSource opened) throws InterruptedException {
        try (var losses = new Losses(opened, meters);
                var looking = looking(opened)) {
            while (!isClosing()) {
                switch (looking.next()) {
                    case Sight(var looked) -> take(looked, losses);
                    case Broken(var reason) -> {
                        meters.gap();
                        log.debug("camera={} gap={}", settings.id(), reason);
                    }
                    case Pause() -> {
                        publish(pipeline.end());
                        pipeline.begin(opened.info().start());
                    }
                    case Over(var end) -> {
                        return end;
                    }
                }
            }
            return new End(Ending.CLOSED, "closed");
        }
    }

    /** One frame ahead, but of a folder, which forgets its pictures when it is asked for more. */
    private Looking looking(FrameSource opened) {
        var inStep = Looking.inStep(opened, lookout);
        return opened instanceof BackgroundSource decoded
                ? new LookAhead(decoded, inStep, "lookout-" + settings.id())
                : inStep;
    }

    private void take(Looked looked, Losses losses) throws InterruptedException {
        var frame = looked.frame();
        lastFrame = frame.instant();
        meters.decoded(frame.decodeNanos());
        watch(frame, losses.before(frame));
        publish(pipeline.frame(looked));
    }

    private void watch(Frame frame, long came) {
        if (settings.video().source().isLive()) {
            watch.frame(frame.picture(), came, System.nanoTime(), Instant.now());
        }
        if (evidence != null) {
            watch.evidence(evidence.trouble(), Instant.now());
        }
    }

    private void publish(List<Publication> publications) throws InterruptedException {
        for (var publication : publications) {
            lastRead = publication.event().id().capturedAt();
            watch.read();
            publish(publication);
        }
    }

    /**
     * A file or folder waits until there is room; a live camera does not wait for us, so it goes on
     * without the event, and that is counted.
     */
    private void publish(Publication publication) throws InterruptedException {
        long offered = System.nanoTime();
        while (outlets.events().publish(publication.event(), publication.pictures())
                instanceof Receipt.TurnedAway) {
            if (!settings.video().source().kind().waitsForReader()
                    || closing.await(ROOM.toMillis(), TimeUnit.MILLISECONDS)) {
                meters.turnedAway();
                return;
            }
        }
        meters.kept(System.nanoTime() - offered);
    }

    private void become(CameraState next) {
        if (silenced) {
            return;
        }
        state = next;
        meters.state(next.wireName());
        switch (next) {
            case Connecting _ -> {}
            case Streaming(_, var info) -> {
                lastInfo = info;
                trouble = "";
            }
            case BackingOff(var reason, _, _) -> trouble = reason;
            case Stopped(var reason, var fault) -> {
                trouble = fault ? reason : "";
                watch.stop();
            }
        }
        CameraReport.log(settings, next);
        outlets.changes().accept(this);
    }

    private void conditionChanged(ActiveCondition condition, boolean begins) {
        if (silenced) {
            return;
        }
        instruments.condition(condition.condition(), begins);
        CameraReport.log(settings, condition, begins);
        outlets.changes().accept(this);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Closes it, and says that it is configured no more. */
    public void remove() {
        end();
        become(new Stopped("removed from the configuration", false));
        silenced = true;
    }

    /** Ends its passes, publishes them and stops, within five seconds. */
    @Override
    public void close() {
        end();
        var running = thread;
        if (running != null && running.isAlive()) {
            become(new Stopped("closed, although it did not answer", true));
        }
        silenced = true;
    }

    private void end() {
        closing.countDown();
        var open = source;
        if (open != null) {
            open.close();
        }
        var running = thread;
        if (running != null) {
            await(running);
        }
        // After the camera, whose last passes may still be looked for.
        if (evidence != null) {
            evidence.close();
        }
    }

    private static void await(Thread running) {
        try {
            if (!running.join(Duration.ofSeconds(5))) {
                running.interrupt();
                running.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
