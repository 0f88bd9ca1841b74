package io.alpr.pilot.source;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** What FFmpeg's negative numbers mean. */
final class FfmpegError {
    /** {@code AVERROR(EAGAIN)} on Linux: ask again later. */
    static final int AGAIN = -11;

    /** {@code AVERROR(EIO)}: how its HTTP tells that the other side went away. */
    static final int INPUT_OUTPUT = -5;

    /** {@code AVERROR(ECONNRESET)}. */
    static final int CONNECTION_RESET = -104;

    /** {@code AVERROR(EINVAL)}: how it tells that a format or protocol is not allowed. */
    static final int INVALID = -22;

    private FfmpegError() {}

    /** Whether the other side ended a connection. */
    static boolean isClosed(int code) {
        return code == avutil.AVERROR_EOF() || code == INPUT_OUTPUT || code == CONNECTION_RESET;
    }

    /** FFmpeg's own words, e.g. {@code Connection refused}. */
    static String text(int code) {
        var bytes = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
        avutil.av_strerror(code, bytes, bytes.length);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
