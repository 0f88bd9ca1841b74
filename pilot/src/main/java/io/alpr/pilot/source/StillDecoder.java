package io.alpr.pilot.source;

import java.time.Instant;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** Decodes JPEG and PNG, upright as EXIF says. Owned by one source. */
final class StillDecoder implements AutoCloseable {
    /** Bytes of the largest picture: 32 MiB, more than any camera's. */
    static final int BYTES_MAX = 32 << 20;

    /** FFmpeg's names for {@code DateTimeOriginal} and {@code OffsetTimeOriginal}. */
    private static final String TAKEN = "ExifIFD/DateTimeOriginal";

    private static final String TAKEN_OFFSET = "ExifIFD/0x9011";

    private final FramePlanes planes = new FramePlanes();
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();

    StillDecoder() {
        FfmpegLog.install();
    }

    /** Whether it begins like a picture that is decoded here. */
    static boolean isPicture(byte[] bytes) {
        return codec(bytes) != avcodec.AV_CODEC_ID_NONE;
    }

    private static int codec(byte[] bytes) {
        if (bytes.length > 3 && (bytes[0] & 255) == 0xFF && (bytes[1] & 255) == 0xD8) {
            return avcodec.AV_CODEC_ID_MJPEG;
        }
        return bytes.length > 8 && (bytes[0] & 255) == 0x89 && bytes[1] == 'P' && bytes[2] == 'N'
                ? avcodec.AV_CODEC_ID_PNG
                : avcodec.AV_CODEC_ID_NONE;
    }

    /**
     * Decodes one picture.
     *
     * @throws Still.Unreadable if it is none, damaged, cut off or too large
     */
    Still decode(byte[] bytes) throws Still.Unreadable {
        int id = codec(bytes);
        if (id == avcodec.AV_CODEC_ID_NONE) {
            throw new Still.Unreadable("is neither JPEG nor PNG");
        }
        var context = opened(id);
        try {
            receive(context, bytes);
            var picture = rotation().upright(planes.copy(frame));
            return new Still(picture, taken(), avcodec.avcodec_get_name(id).getString());
        } finally {
            avutil.av_frame_unref(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    private static AVCodecContext opened(int id) throws Still.Unreadable {
        var decoder = avcodec.avcodec_find_decoder(id);
        var context = avcodec.avcodec_alloc_context3(decoder);
        context.max_pixels(VideoInput.PIXELS_MAX);
        context.thread_count(1);
        // Half a picture is a damaged one: it is said, and not looked at.
        context.err_recognition(avcodec.AV_EF_EXPLODE);
        int code = avcodec.avcodec_open2(context, decoder, (PointerPointer<?>) null);
        if (code < 0) {
            avcodec.avcodec_free_context(context);
            throw unreadable(code);
        }
        return context;
    }

    private void receive(AVCodecContext context, byte[] bytes) throws Still.Unreadable {
        int code = avcodec.av_new_packet(packet, bytes.length);
        if (code >= 0) {
            packet.data().put(bytes);
            code = avcodec.avcodec_send_packet(context, packet);
            avcodec.av_packet_unref(packet);
        }
        if (code >= 0) {
            avcodec.avcodec_send_packet(context, null);
            code = avcodec.avcodec_receive_frame(context, frame);
        }
        if (code < 0) {
            throw unreadable(code);
        }
    }

    private static Still.Unreadable unreadable(int code) {
        return new Still.Unreadable(
                "is a damaged or cut off picture (%s)".formatted(FfmpegError.text(code)));
    }

    private Rotation rotation() {
        var matrix = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
        return matrix == null || matrix.isNull() || matrix.size() < 36
                ? Rotation.NONE
                : Rotation.ofMatrix(matrix.data());
    }

    private Optional<Instant> taken() {
        return ExifTime.of(remark(TAKEN), remark(TAKEN_OFFSET));
    }

    private String remark(String name) {
        var entry = avutil.av_dict_get(frame.metadata(), name, null, 0);
        return entry == null || entry.isNull() ? "" : entry.value().getString();
    }

    @Override
    public void close() {
        planes.close();
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
    }
}
