package io.alpr.pilot.source;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * An opened container with the decoder of its best video stream: FFmpeg's native objects and their
 * ends. We speak to FFmpeg itself and not to JavaCV's grabber, because that one opens all sources
 * under one lock (a silent camera would keep the others waiting) and reports a dead server, a
 * broken file and an end of file alike.
 */
record VideoInput(AVFormatContext format, AVStream stream, AVCodecContext codec, Deadline deadline)
        implements AutoCloseable {

    /** What files may be; playlists, which could name other files and hosts, are not among them. */
    private static final String CONTAINERS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,h264,hevc,"
                    + "m4v,asf,ogg,mxf,ivf,obu,av1,wtv,dhav";

    /** Demuxers of single pictures. */
    private static final String PICTURES = "jpeg_pipe,png_pipe";

    /**
     * The demuxer of MJPEG over HTTP. It tells no times, and measuring its rate would take twenty
     * pictures, longer than a camera of one picture a second may be silent.
     */
    private static final String MULTIPART = "mpjpeg";

    /**
     * Frames from which the rate of an RTSP camera is measured, instead of FFmpeg's twenty: they
     * all wait until then, and come at once, faster than they can be looked at.
     */
    private static final int RATE_FRAMES = 4;

    /** No other protocol, so that a redirection leads to no file; no radio titles. */
    static final Map<String, String> HTTP =
            Map.of("protocol_whitelist", "http,https,tcp,tls", "icy", "0");

    static final long PIXELS_MAX = 100_000_000;

    /** Opens, looks into the streams and starts the decoder, in bounded time. */
    static VideoInput open(SourceAddress address, SourceOptions options, Deadline deadline)
            throws SourceFailure {
        FfmpegLog.install();
        deadline.in(options.silence());
        var format = opened(address, options, deadline);
        try {
            deadline.in(options.silence());
            if (demuxerName(format).equals(MULTIPART)) {
                format.fps_probe_size(0);
            }
            if (address.kind() instanceof SourceKind.Rtsp) {
                format.fps_probe_size(RATE_FRAMES);
            }
            int found = avformat.avformat_find_stream_info(format, (AVDictionary) null);
            if (found < 0) {
                throw failure(address, found, deadline);
            }
            int index =
                    avformat.av_find_best_stream(
                            format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
            if (index < 0) {
                throw new SourceFailure("source has no video in it: " + address);
            }
            var stream = format.streams(index);
            return new VideoInput(format, stream, decoder(address, options, stream), deadline);
        } catch (SourceFailure | RuntimeException e) {
            avformat.avformat_close_input(format);
            throw e;
        }
    }

    private static AVFormatContext opened(
            SourceAddress address, SourceOptions options, Deadline deadline) throws SourceFailure {
        var format = avformat.avformat_alloc_context();
        deadline.guard(format);
        if (address.kind() instanceof SourceKind.Device) {
            // A camera that hangs must not hold us inside the kernel.
            format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
        }
        var dictionary = new AVDictionary(null);
        settings(address, options)
                .forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
        try {
            int code =
                    avformat.avformat_open_input(
                            format, location(address), demuxer(address), dictionary);
            if (code < 0) {
                // FFmpeg has freed the context.
                throw failure(address, code, deadline);
            }
            var unknown = leftOver(dictionary, options.ffmpeg());
            if (!unknown.isEmpty()) {
                avformat.avformat_close_input(format);
                throw new SourceFailure(
                        "FFmpeg knows no option %s for the source %s".formatted(unknown, address));
            }
            return format;
        } finally {
            avutil.av_dict_free(dictionary);
        }
    }

    private static String location(SourceAddress address) {
        return address.kind() instanceof SourceKind.Device(var path)
                ? path.toString()
                : address.secret();
    }

    /** Only a device tells nothing of what it gives; null lets FFmpeg find out. */
    private static @Nullable AVInputFormat demuxer(SourceAddress address) throws SourceFailure {
        return address.kind() instanceof SourceKind.Device ? VideoDevices.demuxer(address) : null;
    }

    private static Map<String, String> settings(SourceAddress address, SourceOptions options) {
        var settings = new LinkedHashMap<String, String>();
        switch (address.kind()) {
            case SourceKind.File _ -> {
                settings.put("protocol_whitelist", "file");
                settings.put("format_whitelist", CONTAINERS + ",mjpeg");
            }
            case SourceKind.Rtsp _ -> {
                settings.put("rtsp_transport", "tcp");
                settings.put("timeout", Long.toString(options.silence().toNanos() / 1000));
                settings.put("protocol_whitelist", "rtsp,rtsps,rtp,rtcp,udp,tcp,tls,crypto");
            }
            case SourceKind.Http _ -> {
                settings.putAll(HTTP);
                settings.put("format_whitelist", CONTAINERS + ",mpjpeg," + PICTURES);
            }
            case SourceKind.Device _ -> {}
            case SourceKind.Folder _ ->
                    throw new IllegalArgumentException("a folder is no video: " + address);
        }
        settings.putAll(options.ffmpeg());
        return settings;
    }

    private static ArrayList<String> leftOver(AVDictionary dictionary, Map<String, String> given) {
        var unknown = new ArrayList<String>();
        for (var key : given.keySet()) {
            var entry = avutil.av_dict_get(dictionary, key, null, 0);
            if (entry != null && !entry.isNull()) {
                unknown.add(key);
            }
        }
        return unknown;
    }

    private static AVCodecContext decoder(
            SourceAddress address, SourceOptions options, AVStream stream) throws SourceFailure {
        var parameters = stream.codecpar();
        var kind = avcodec.avcodec_get_name(parameters.codec_id()).getString();
        var decoder = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (decoder == null || decoder.isNull()) {
            throw new SourceFailure(
                    "no decoder for %s video in this build of FFmpeg: %s".formatted(kind, address));
        }
        var context = avcodec.avcodec_alloc_context3(decoder);
        avcodec.avcodec_parameters_to_context(context, parameters);
        context.pkt_timebase(stream.time_base());
        context.max_pixels(PIXELS_MAX);
        context.thread_count(options.decoderThreads());
        if (options.hardware() == SourceOptions.Hardware.AUTO) {
            HardwareDecoding.attach(context, decoder);
        }
        int code = avcodec.avcodec_open2(context, decoder, (PointerPointer<?>) null);
        if (code < 0) {
            avcodec.avcodec_free_context(context);
            throw new SourceFailure(
                    "%s video cannot be decoded (%s): %s"
                            .formatted(kind, FfmpegError.text(code), address));
        }
        return context;
    }

    private static SourceFailure failure(SourceAddress address, int code, Deadline deadline) {
        var reason = FfmpegError.text(code);
        return switch (address.kind()) {
            case SourceKind.File _, SourceKind.Folder _ ->
                    new SourceFailure(
                            code == avutil.AVERROR_INVALIDDATA()
                                    ? "file is not a video, or breaks off before it can be read: "
                                            + address
                                    : "file cannot be opened (%s): %s".formatted(reason, address));
            case SourceKind.Device _ ->
                    new SourceFailure(
                            "device gives no video (%s), check that it is a camera and that nobody else uses it: %s"
                                    .formatted(reason, address));
            case SourceKind.Rtsp _, SourceKind.Http _ -> CameraRefusal.of(address, code, deadline);
        };
    }

    private static String demuxerName(AVFormatContext format) {
        return format.iformat().name().getString();
    }

    /** Whether it is one picture and not a stream. */
    boolean isStill() {
        return List.of(PICTURES.split(",")).contains(demuxerName(format));
    }

    /** Whether its frames come without times, so that their arrival must do. */
    boolean isUntimed() {
        return demuxerName(format).equals(MULTIPART);
    }

    /** Frames a second that the container or stream promises, 0 when not known. */
    double framesPerSecond() {
        if (isUntimed()) {
            return 0;
        }
        var rate = avformat.av_guess_frame_rate(format, stream, null);
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    /** The container's remark of this name, empty when there is none. */
    String remark(String name) {
        var entry = avutil.av_dict_get(format.metadata(), name, null, 0);
        return entry == null || entry.isNull() ? "" : entry.value().getString();
    }

    String codecName() {
        return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
    }

    /** How pictures must be turned to stand upright. */
    Rotation rotation() {
        var parameters = stream.codecpar();
        if (parameters.nb_coded_side_data() == 0) {
            return Rotation.NONE;
        }
        var data =
                avcodec.av_packet_side_data_get(
                        parameters.coded_side_data(),
                        parameters.nb_coded_side_data(),
                        avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (data == null || data.isNull() || data.size() < 36) {
            return Rotation.NONE;
        }
        return Rotation.ofMatrix(data.data());
    }

    /** A time in the stream's units as microseconds from the container's start. */
    long micros(long stamp) {
        long us = avutil.av_rescale_q(stamp, stream.time_base(), avutil.av_get_time_base_q());
        long start = format.start_time();
        return start == avutil.AV_NOPTS_VALUE ? us : us - start;
    }

    void patience(Duration time) {
        deadline.in(time);
    }

    @Override
    public void close() {
        avcodec.avcodec_free_context(codec);
        avformat.avformat_close_input(format);
        deadline.close();
    }
}
