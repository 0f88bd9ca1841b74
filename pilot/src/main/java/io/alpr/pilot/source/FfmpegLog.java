package io.alpr.pilot.source;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends FFmpeg's own messages to the debug log, without logins, instead of standard error. */
final class FfmpegLog extends LogCallback {
    private static final Logger log = LoggerFactory.getLogger("io.alpr.pilot.source.ffmpeg");

    /**
     * More than the largest frame needs; a peer that sends without end must not fill the memory.
     */
    private static final long BLOCK_BYTES_MAX = 512L << 20;

    /** FFmpeg keeps the bare pointer, so the object must never be collected. */
    private static final FfmpegLog INSTANCE = installed();

    private FfmpegLog() {}

    /** Loads FFmpeg's libraries, takes over its log and bounds its memory, once. */
    @SuppressWarnings("ReturnValueIgnored")
    static void install() {
        INSTANCE.address();
    }

    private static FfmpegLog installed() {
        var callback = new FfmpegLog();
        avutil.av_log_set_level(avutil.AV_LOG_WARNING);
        avutil.setLogCallback(callback);
        avformat.avformat_network_init();
        avutil.av_max_alloc(BLOCK_BYTES_MAX);
        return callback;
    }

    @Override
    public void call(int level, BytePointer message) {
        if (level <= avutil.AV_LOG_WARNING && log.isDebugEnabled()) {
            log.debug("message={}", SourceAddress.redacted(message.getString().strip()));
        }
    }
}
