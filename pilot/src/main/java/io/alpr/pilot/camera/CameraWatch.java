package io.alpr.pilot.camera;

import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Watches the frames of one live camera and tells when a {@link Condition} begins and ends. A
 * condition stays while the camera is away: it ends when a picture shows that it is over.
 *
 * <p>{@link #active} is for any thread, the rest for the camera's own.
 */
final class CameraWatch {
    /** How long a picture must be well until a condition of it ends. */
    private static final long WELL_NANOS = Duration.ofSeconds(2).toNanos();

    /** Frames are counted over so long. */
    private static final long RATE_NANOS = Duration.ofSeconds(20).toNanos();

    /** Share of the wanted frames below which it begins to be slow. */
    private static final double SLOW_BELOW = 0.5;

    /** Share of the wanted frames above which it ends to be slow. */
    private static final double WELL_ABOVE = 0.8;

    /** A longer time between two frames was no time of watching. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final WatchSettings settings;
    private final BiConsumer<ActiveCondition, Boolean> changes;
    private final PictureWatch pictures = new PictureWatch();
    private final Latch frozen;
    private final Map<Tone, Latch> tones = new EnumMap<>(Tone.class);
    private final Map<Condition, ActiveCondition> conditions = new EnumMap<>(Condition.class);
    private volatile List<ActiveCondition> active = List.of();
    private double wanted;
    private long countedFrom;
    private long given;
    private long looked;
    private long lastFrame;
    private long quietNanos;

    /**
     * @param changes told of each condition and whether it begins (true) or ends; must be quick
     */
    CameraWatch(WatchSettings settings, BiConsumer<ActiveCondition, Boolean> changes) {
        this.settings = settings;
        this.changes = changes;
        frozen = new Latch(settings.frozenAfter().toNanos(), WELL_NANOS);
        for (var tone : List.of(Tone.BLACK, Tone.WHITE, Tone.BLANK)) {
            tones.put(tone, new Latch(settings.blankAfter().toNanos(), WELL_NANOS));
        }
    }

    /** What is wrong now, the oldest first. */
    List<ActiveCondition> active() {
        return active;
    }

    /**
     * A connection begins.
     *
     * @param framesPerSecond that should come, 0 when not known
     * @param now of the clock that {@link #frame} is given
     */
    void connected(double framesPerSecond, long now) {
        wanted = framesPerSecond;
        pictures.forget();
        count(now);
        lastFrame = now;
    }

    /**
     * A frame has been through the pipeline.
     *
     * @param came frames that came since the one before, this one among them
     * @param now nanoseconds of a clock that never runs backwards
     * @param instant the same moment, UTC
     */
    void frame(YuvPicture picture, long came, long now, Instant instant) {
        var look = pictures.look(picture);
        settle(Condition.FROZEN, frozen.update(look.repeats(), now), since(frozen, now, instant));
        tones.forEach(
                (tone, latch) ->
                        settle(
                                Condition.valueOf(tone.name()),
                                latch.update(look.tone() == tone, now),
                                since(latch, now, instant)));
        rate(came, now, instant);
        quiet(now, instant);
        lastFrame = now;
    }

    private static Instant since(Latch latch, long now, Instant instant) {
        return instant.minusNanos(latch.lasted(now));
    }

    private void rate(long came, long now, Instant instant) {
        given += came;
        looked++;
        long took = now - countedFrom;
        if (took < RATE_NANOS || wanted <= 0) {
            return;
        }
        double due = wanted * (double) took / 1e9;
        var from = instant.minusNanos(took);
        rate(Condition.SLOW, (double) given / due, from);
        // Where the camera itself is slow, nobody is behind.
        rate(
                Condition.BEHIND,
                (double) looked / Math.min(due, Math.max(1.0, (double) given)),
                from);
        count(now);
    }

    private void rate(Condition condition, double share, Instant from) {
        var detail =
                String.format(
                        Locale.ROOT,
                        "%s: %.1f of %.1f a second",
                        condition.what(),
                        share * wanted,
                        wanted);
        if (share < SLOW_BELOW) {
            begin(condition, from, detail);
        } else if (share > WELL_ABOVE) {
            end(condition);
        }
    }

    private void count(long now) {
        countedFrom = now;
        given = 0;
        looked = 0;
    }

    private void quiet(long now, Instant instant) {
        quietNanos += Math.min(now - lastFrame, PAUSE_NANOS);
        var after = settings.quietAfter();
        settle(
                Condition.QUIET,
                !after.isZero() && quietNanos >= after.toNanos(),
                instant.minusNanos(quietNanos));
    }

    /** A plate was read. */
    void read() {
        quietNanos = 0;
        end(Condition.QUIET);
    }

    /**
     * How the camera's evidence stream is.
     *
     * @param trouble why it gives no frames, empty where it does
     */
    void evidence(String trouble, Instant instant) {
        if (trouble.isEmpty()) {
            end(Condition.EVIDENCE_LOST);
        } else {
            begin(
                    Condition.EVIDENCE_LOST,
                    instant,
                    Condition.EVIDENCE_LOST.what() + ": " + trouble);
        }
    }

    /** The camera is looked at no more. */
    void stop() {
        List.copyOf(conditions.keySet()).forEach(this::end);
    }

    private void settle(Condition condition, boolean on, Instant since) {
        if (on) {
            begin(condition, since, condition.what());
        } else {
            end(condition);
        }
    }

    private void begin(Condition condition, Instant since, String detail) {
        if (!conditions.containsKey(condition)) {
            var begun = new ActiveCondition(condition, since, detail);
            conditions.put(condition, begun);
            tell(begun, true);
        }
    }

    private void end(Condition condition) {
        var ended = conditions.remove(condition);
        if (ended != null) {
            tell(ended, false);
        }
    }

    private void tell(ActiveCondition condition, boolean begins) {
        var now = new ArrayList<>(conditions.values());
        now.sort(Comparator.comparing(ActiveCondition::since));
        active = List.copyOf(now);
        changes.accept(condition, begins);
    }
}
