package io.alpr.pilot.camera;

import io.alpr.events.CameraIds;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceOptions.Hardware;
import io.alpr.pilot.source.SourceStart;
import java.time.Duration;
import java.util.Map;

/**
 * One camera.
 *
 * @param id {@code [A-Za-z0-9._-]{1,50}}
 * @param name for people
 * @param site up to 50 characters, empty when not known
 * @param region of the plates where the reader does not tell, e.g. {@code US-FL}, 1 to 10
 *     characters
 * @param enabled whether it is looked at
 * @param video what it looks through
 * @param passes when a pass becomes an event
 * @param watch after what time something counts as wrong with it
 * @param evidence where the pictures of events come from
 */
public record CameraSettings(
        String id,
        String name,
        String site,
        String region,
        boolean enabled,
        Video video,
        PassSettings passes,
        WatchSettings watch,
        Evidence evidence) {
    public CameraSettings {
        id = CameraIds.checked(id);
        if (site.length() > 50) {
            throw new IllegalArgumentException(
                    "site of camera %s may have 50 characters, got: '%s'".formatted(id, site));
        }
        if (region.isEmpty() || region.length() > 10) {
            throw new IllegalArgumentException(
                    "region of camera %s must have 1 to 10 characters, got: '%s'"
                            .formatted(id, region));
        }
        if (evidence instanceof Evidence.Stream(var stream, _)) {
            check(video.source(), stream);
        }
    }

    private static void check(SourceAddress source, SourceAddress evidence) {
        if (source.kind().waitsForReader()) {
            throw new IllegalArgumentException(
                    "evidence is for cameras: its frames are found by the time of their arrival; leave it out for the source "
                            + source);
        }
        if (source.equals(evidence)) {
            throw new IllegalArgumentException(
                    "evidence must be another stream than the source, got twice: " + source);
        }
    }

    /** A camera whose pictures are from its source. */
    public CameraSettings(
            String id,
            String name,
            String site,
            String region,
            boolean enabled,
            Video video,
            PassSettings passes,
            WatchSettings watch) {
        this(id, name, site, region, enabled, video, passes, watch, Evidence.NONE);
    }

    /** A camera that is watched as usual. */
    public CameraSettings(
            String id,
            String name,
            String site,
            String region,
            boolean enabled,
            Video video,
            PassSettings passes) {
        this(id, name, site, region, enabled, video, passes, WatchSettings.defaults());
    }

    /** A camera with everything else as usual: 5 frames a second, region unknown, read once. */
    public static CameraSettings of(String id, String source) {
        return new CameraSettings(
                id, id, "", "UNKNOWN", true, Video.of(source), PassSettings.defaults());
    }

    /** How fast a file is read. */
    public enum Pace {
        /** As fast as its frames are looked at; none is lost. */
        FAST,
        /** In its own time, as if it were a camera; what comes too late is dropped. */
        REAL
    }

    /**
     * What a camera looks through.
     *
     * @param source file, URL, folder or device
     * @param start of a file, if somebody knows better than the file
     * @param framesPerSecond most frames a second that are looked at, more than 0, at most 1000
     * @param loop whether a file begins anew at its end, later in time
     * @param pace of a file
     * @param silence how long a camera may send nothing before it counts as gone, positive
     * @param hardware whether a graphics card may decode
     * @param ffmpeg options of FFmpeg by name
     */
    public record Video(
            SourceAddress source,
            SourceStart start,
            double framesPerSecond,
            boolean loop,
            Pace pace,
            Duration silence,
            Hardware hardware,
            Map<String, String> ffmpeg) {
        public Video {
            ffmpeg = Map.copyOf(ffmpeg);
            if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
                throw new IllegalArgumentException(
                        "frames per second must be more than 0 and at most 1000, got: "
                                + framesPerSecond);
            }
            if (loop && source.isLive()) {
                throw new IllegalArgumentException(
                        "only a file can be read in a loop, got: " + source);
            }
            if (pace == Pace.REAL && source.isLive()) {
                throw new IllegalArgumentException(
                        "pace real is for files, all else comes when it comes; leave it out, got: "
                                + source);
            }
        }

        /** The same, and a file as fast as it can be read, with decoding on the processor. */
        public Video(
                SourceAddress source,
                SourceStart start,
                double framesPerSecond,
                boolean loop,
                Duration silence,
                Map<String, String> ffmpeg) {
            this(source, start, framesPerSecond, loop, Pace.FAST, silence, Hardware.OFF, ffmpeg);
        }

        /** Five frames a second, once, five seconds of silence. */
        public static Video of(String source) {
            return new Video(
                    new SourceAddress(source),
                    SourceStart.FROM_FILE,
                    5,
                    false,
                    Duration.ofSeconds(5),
                    Map.of());
        }
    }
}
