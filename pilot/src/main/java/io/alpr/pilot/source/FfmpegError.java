package io.alpr.pilot.source;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** What FFmpeg's negative numbers mean. */
final class FfmpegError {
    /** {@code AVERROR(EAGAIN)} on Linux: ask again later. */
    static final int AGAIN = -11;

    private FfmpegError() {}

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
