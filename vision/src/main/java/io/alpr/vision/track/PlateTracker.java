package io.alpr.vision.track;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Follows the plates of one camera from picture to picture, so that one pass of one vehicle is one
 * track.
 *
 * <p>ByteTrack (Zhang et al., ECCV 2022, arXiv 2110.06864): a constant-velocity Kalman filter
 * predicts each track, confident detections are matched first, the doubtful ones may continue what
 * is left, and only confident ones start a track. Four things differ, because plates are small and
 * some cameras give five pictures a second, where a plate moves by more than its own width: pairs
 * are judged by how likely the detection's centre is under the prediction and not by the overlap
 * alone, and all motion is in seconds instead of frames. And a plate that is where a new one was a
 * picture ago goes on with that, not with a track that was lost meanwhile: or whoever comes into
 * the place of a vehicle that left is taken for it at the second look. Nor do doubtful detections
 * go on with a track that was not in the picture before, or a shadow keeps a vehicle's place until
 * the next one is there.
 *
 * <p>The same calls give the same answers. Not safe for use by several threads: one instance for
 * each camera, called by one thread at a time. Memory is bounded by {@link
 * TrackerSettings#maxTracks}.
 */
public final class PlateTracker {
    private final TrackerSettings settings;
    private final List<Track> tracks = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Predicate<BoxMotion> hasLeft = _ -> false;
    private boolean started;
    private long ordinals;

    public PlateTracker(TrackerSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes the detections of the next picture; an empty list is a picture without plates and lets
     * time pass.
     *
     * @param time when the picture was taken, from any origin, never earlier than the one before
     * @param detections boxes of that picture, overlapping ones already suppressed
     * @throws IllegalArgumentException if the time runs backwards
     */
    public Update update(Duration time, List<Detection> detections) {
        return update(time, detections, _ -> false);
    }

    /**
     * The same where the picture's size is known: a vehicle that must have left the picture by now
     * is not found again in another that comes into view.
     *
     * @param size of the picture that the detections are of
     */
    public Update update(Duration time, List<Detection> detections, PixelSize size) {
        return update(time, detections, expected -> expected.hasLeft(size));
    }

    private Update update(Duration time, List<Detection> detections, Predicate<BoxMotion> leaving) {
        if (started && time.compareTo(now) < 0) {
            throw new IllegalArgumentException(
                    "Tracker time must not run backwards; start a new tracker after a seek. Before: %s, got: %s"
                            .formatted(now, time));
        }
        started = true;
        var before = now;
        now = time;
        hasLeft = leaving;
        var ended = endOverdue();
        var sightings = new ArrayList<Sighting>();
        var high = new ArrayList<>(detections);
        high.removeIf(d -> d.confidence() < settings.highScore());
        var low = new ArrayList<>(detections);
        low.removeIf(
                d ->
                        d.confidence() >= settings.highScore()
                                || d.confidence() < settings.lowScore());
        var inSight = new ArrayList<Track>();
        var lost = new ArrayList<Track>();
        var tentative = new ArrayList<Track>();
        for (var track : tracks) {
            boolean justSeen = track.seenAt().equals(before);
            (!isConfirmed(track) ? tentative : justSeen ? inSight : lost).add(track);
        }
        match(inSight, high, Matching.CONFIDENT, sightings);
        match(tentative, high, Matching.STANDING, sightings);
        match(inSight, low, Matching.DOUBTFUL, sightings);
        match(lost, high, Matching.CONFIDENT, sightings);
        match(tentative, high, Matching.SECOND, sightings);
        match(tentative, low, Matching.DOUBTFUL, sightings);
        for (var detection : high) {
            start(detection, sightings, ended);
        }
        sightings.sort(Comparator.comparingLong(Sighting::track));
        ended.sort(Comparator.naturalOrder());
        return new Update(sightings, ended);
    }

    /**
     * Ends every track, as at the end of a file or when a camera is lost. The tracker may be used
     * again: ordinals go on, and time may start anew.
     *
     * @return the tracks that were alive, by ordinal
     */
    public List<Long> finish() {
        var ended = tracks.stream().map(Track::ordinal).sorted().toList();
        tracks.clear();
        started = false;
        return ended;
    }

    private List<Long> endOverdue() {
        var ended = new ArrayList<Long>();
        tracks.removeIf(
                track -> {
                    var keep = isConfirmed(track) ? settings.keepLost() : settings.keepTentative();
                    boolean over =
                            now.minus(track.seenAt()).compareTo(keep) > 0
                                    || now.minus(track.sureAt()).compareTo(unsureMax()) > 0;
                    if (over) {
                        ended.add(track.ordinal());
                    }
                    return over;
                });
        return ended;
    }

    /** How long doubtful detections alone go on with a track: what stays doubtful is no plate. */
    private Duration unsureMax() {
        return settings.keepLost().multipliedBy(2);
    }

    /** Pairs tracks with detections and takes both out of their lists. */
    private void match(
            List<Track> free,
            List<Detection> detections,
            Matching matching,
            List<Sighting> sightings) {
        var gain = new double[free.size()][detections.size()];
        for (int i = 0; i < free.size(); i++) {
            var expected = free.get(i).expectedAt(now);
            if (hasLeft.test(expected)) {
                continue;
            }
            for (int j = 0; j < detections.size(); j++) {
                gain[i][j] = matching.gain(expected, detections.get(j).box());
            }
        }
        int[] pairs = Assignment.best(gain);
        var freeTracks = new ArrayList<Track>();
        var freeDetections = new ArrayList<>(detections);
        for (int i = 0; i < pairs.length; i++) {
            var track = free.get(i);
            if (pairs[i] == Assignment.ALONE) {
                freeTracks.add(track);
                continue;
            }
            var detection = detections.get(pairs[i]);
            track.seen(detection, now, detection.confidence() >= settings.sureScore());
            // Equal detections are alike, so it does not matter which of them goes.
            freeDetections.remove(detection);
            sightings.add(sighting(track, detection));
        }
        replace(free, freeTracks);
        replace(detections, freeDetections);
    }

    private static <T> void replace(List<T> list, List<T> content) {
        list.clear();
        list.addAll(content);
    }

    private void start(Detection detection, List<Sighting> sightings, List<Long> ended) {
        if (tracks.size() >= settings.maxTracks()) {
            var stale = longestUnseen();
            if (stale.isEmpty()) {
                return;
            }
            tracks.remove(stale.get());
            ended.add(stale.get().ordinal());
        }
        var track = new Track(++ordinals, detection, now);
        tracks.add(track);
        sightings.add(sighting(track, detection));
    }

    private Optional<Track> longestUnseen() {
        return tracks.stream()
                .filter(track -> track.seenAt().compareTo(now) < 0)
                .min(Comparator.comparing(Track::seenAt).thenComparingLong(Track::ordinal));
    }

    private Sighting sighting(Track track, Detection detection) {
        return new Sighting(track.ordinal(), detection, isConfirmed(track), track.velocity());
    }

    private boolean isConfirmed(Track track) {
        return track.sightings() >= settings.confirmAfter();
    }
}
