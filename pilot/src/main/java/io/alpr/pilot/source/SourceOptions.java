package io.alpr.pilot.source;

import java.time.Duration;
import java.util.Map;

/**
 * How a source is opened.
 *
 * @param start of a file; a camera's is the time of its connection
 * @param framesPerSecond most frames a second that are given; the others are decoded and passed
 *     over, more than 0
 * @param silence how long a camera may send nothing, and take to open, before it counts as gone;
 *     positive
 * @param decoderThreads threads of the decoder, 1 to 64
 * @param hardware whether a graphics card may decode
 * @param ffmpeg options of FFmpeg's demuxer and protocol by name, e.g. {@code rtsp_transport=udp};
 *     given as they are, nothing is put into a command line
 */
public record SourceOptions(
        SourceStart start,
        double framesPerSecond,
        Duration silence,
        int decoderThreads,
        Hardware hardware,
        Map<String, String> ffmpeg) {
    /** Who decodes video. */
    public enum Hardware {
        /** The processor. */
        OFF,
        /**
         * What FFmpeg finds on the machine (CUDA, VAAPI, …), and the processor where it finds
         * nothing.
         */
        AUTO
    }

    public SourceOptions {
        ffmpeg = Map.copyOf(ffmpeg);
        if (!silence.isPositive()) {
            throw new IllegalArgumentException(
                    "silence of a source must be longer than 0, got: " + silence);
        }
        if (decoderThreads < 1 || decoderThreads > 64) {
            throw new IllegalArgumentException(
                    "decoder threads must be 1 to 64, got: " + decoderThreads);
        }
    }

    /** Five seconds of silence, one decoder thread, the file's own start. */
    public static SourceOptions of(double framesPerSecond) {
        return new SourceOptions(
                SourceStart.FROM_FILE,
                framesPerSecond,
                Duration.ofSeconds(5),
                1,
                Hardware.OFF,
                Map.of());
    }
}
