package io.alpr.pilot.source;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Fetches single pictures over HTTP, each in bounded time and of bounded size. FFmpeg does it,
 * because it knows basic and digest logins, and follows redirections to HTTP alone.
 *
 * <p>One thread; only the deadline may be ended by another.
 */
final class HttpPictures implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final SourceKind.Http address;
    private final Duration patience;
    private final Map<String, String> settings = new HashMap<>(VideoInput.HTTP);
    private final Deadline deadline;
    private final byte[] chunk = new byte[CHUNK];

    HttpPictures(SourceKind.Http address, SourceOptions options, Deadline deadline) {
        FfmpegLog.install();
        this.address = address;
        this.patience = options.silence();
        this.deadline = deadline;
        settings.putAll(options.ffmpeg());
    }

    /**
     * The body of one answer.
     *
     * @throws SourceFailure in words for an operator, without the address: if there is no answer in
     *     time, an error, or one that is too large
     */
    byte[] fetch() throws SourceFailure {
        deadline.in(patience);
        var connection = new AVIOContext(null);
        var dictionary = new AVDictionary(null);
        var callback = new AVIOInterruptCB();
        deadline.guard(callback);
        settings.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
        try {
            int code =
                    avformat.avio_open2(
                            connection,
                            address.url(),
                            avformat.AVIO_FLAG_READ,
                            callback,
                            dictionary);
            if (code < 0) {
                throw new SourceFailure(CameraRefusal.reason(code, deadline));
            }
            return body(connection);
        } finally {
            avformat.avio_closep(connection);
            avutil.av_dict_free(dictionary);
            callback.close();
        }
    }

    private byte[] body(AVIOContext connection) throws SourceFailure {
        var body = new ByteArrayOutputStream();
        while (true) {
            int read = avformat.avio_read_partial(connection, chunk, chunk.length);
            if (read == 0 || read == avutil.AVERROR_EOF()) {
                return body.toByteArray();
            }
            if (read < 0) {
                throw new SourceFailure(
                        read == avutil.AVERROR_EXIT()
                                ? "nothing came for %d s".formatted(patience.toSeconds())
                                : "the camera broke off in the middle of a picture");
            }
            body.write(chunk, 0, read);
            if (body.size() > StillDecoder.BYTES_MAX) {
                throw new SourceFailure(
                        "the camera's picture has more than %d bytes"
                                .formatted(StillDecoder.BYTES_MAX));
            }
        }
    }

    @Override
    public void close() {
        deadline.close();
    }
}
