package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceInfo.StartOrigin;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Video files (whatever FFmpeg's demuxers and decoders know, so H.264 and H.265 in MP4, MKV and
 * others), RTSP cameras, streams over HTTP and USB cameras, through FFmpeg.
 *
 * <p>Interlaced frames are deinterlaced ({@link Deinterlacer}). Every frame is decoded, but only
 * those within the budget are copied out. Each wait inside FFmpeg ends after {@link
 * SourceOptions#silence}.
 */
final class VideoSource implements FrameSource {
    /** Containers write 1904 or 1970 when their clock was not set. */
    private static final Instant CLOCK_NOT_SET = Instant.parse("1980-01-01T00:00:00Z");

    private static final Duration DEVICE_PAUSE = Duration.ofMillis(5);

    private final SourceAddress address;
    private final SourceOptions options;
    private final VideoInput input;
    private final SourceInfo info;
    private final Rotation rotation;
    private final FrameBudget budget;
    private final PresentationClock clock;
    private final FramePlanes planes = new FramePlanes();
    private final LiveEdge edge = new LiveEdge();
    private final CatchUp catchUp = new CatchUp();
    private final HardwareDecoding hardware;
    private final Deinterlacer deinterlacer;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final ReentrantLock natives = new ReentrantLock();
    private final Deadline deadline;
    private @Nullable End end;
    private boolean drained;
    private boolean silent;

    /** Whether the last packet was cut short, as at the end of a truncated file. */
    private boolean cutShort;

    private boolean closed;
    private long frames;

    /** What the last packet was waited for. */
    private long waitNanos;

    private volatile Duration behind = Duration.ZERO;
    private final AtomicLong late = new AtomicLong();

    /** What FFmpeg worked since it gave the last frame. */
    private long decodeNanos;

    private VideoSource(SourceAddress address, SourceOptions options, VideoInput input) {
        this.address = address;
        this.options = options;
        this.input = input;
        this.deadline = input.deadline();
        this.rotation = input.rotation();
        this.info = describe(address, options, input, rotation);
        this.budget = new FrameBudget(options.framesPerSecond());
        this.clock = new PresentationClock(info.framesPerSecond());
        this.deinterlacer = new Deinterlacer(input.stream().time_base());
        this.hardware =
                new HardwareDecoding(
                        address, info.codec(), options.hardware() == SourceOptions.Hardware.OFF);
    }

    /**
     * Opens a file or connects to a camera.
     *
     * @throws SourceFailure if it is not there, no video, or does not answer in time
     */
    static VideoSource open(SourceAddress address, SourceOptions options) throws SourceFailure {
        switch (address.kind()) {
            case SourceKind.File(var path) -> checkFile(path);
            case SourceKind.Device(var path) -> VideoDevices.check(path);
            default -> {
                // Only an attempt tells.
            }
        }
        var deadline = new Deadline();
        try {
            return new VideoSource(address, options, VideoInput.open(address, options, deadline));
        } catch (SourceFailure e) {
            deadline.close();
            throw e;
        }
    }

    private static void checkFile(Path file) throws SourceFailure {
        if (!Files.exists(file)) {
            throw new SourceFailure("file does not exist: " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new SourceFailure("file cannot be read, or is a folder: " + file);
        }
    }

    /** Whether the camera gave one picture and not a stream. */
    boolean isStill() {
        return input.isStill();
    }

    private static SourceInfo describe(
            SourceAddress address, SourceOptions options, VideoInput input, Rotation rotation) {
        var parameters = input.stream().codecpar();
        int width = parameters.width();
        int height = parameters.height();
        StartOrigin origin;
        Instant start;
        if (address.isLive()) {
            start = Instant.now();
            origin = StartOrigin.CONNECTION;
        } else if (options.start() instanceof SourceStart.At(var instant)) {
            start = instant;
            origin = StartOrigin.CONFIGURED;
        } else {
            start = creationTime(input);
            origin = StartOrigin.CREATION_TIME;
            if (start.isBefore(CLOCK_NOT_SET)) {
                start = modificationTime(Path.of(address.secret()));
                origin = StartOrigin.MODIFICATION_TIME;
            }
        }
        return new SourceInfo(
                start.truncatedTo(ChronoUnit.MILLIS),
                origin,
                input.framesPerSecond(),
                rotation.swapsSides() ? height : width,
                rotation.swapsSides() ? width : height,
                input.codecName());
    }

    private static Instant creationTime(VideoInput input) {
        try {
            return Instant.parse(input.remark("creation_time"));
        } catch (DateTimeException _) {
            return Instant.EPOCH;
        }
    }

    private static Instant modificationTime(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException _) {
            // It was readable a moment ago; a file that vanishes meanwhile has no better time.
            return Instant.now();
        }
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public SourceItem next() {
        natives.lock();
        try {
            while (true) {
                if (closed || deadline.expired()) {
                    return new End(Ending.CLOSED, "closed");
                }
                long started = System.nanoTime();
                int code = receive();
                decodeNanos += System.nanoTime() - started;
                if (code >= 0) {
                    var pts = presentationTime();
                    long number = frames++;
                    if (budget.takes(pts)) {
                        return taken(pts, number);
                    }
                } else if (code == FfmpegError.AGAIN) {
                    var gap = feed();
                    if (gap != null) {
                        return gap;
                    }
                } else {
                    return ended(code);
                }
            }
        } finally {
            natives.unlock();
        }
    }

    /** The next frame of the decoder, or what FFmpeg says instead; interlaced ones made whole. */
    private int receive() {
        if (deinterlacer.pull(frame)) {
            return 0;
        }
        int code = avcodec.avcodec_receive_frame(input.codec(), frame);
        while (code >= 0 && deinterlacer.takes(frame)) {
            var inMemory = hardware.inMemory(frame);
            int pushed = inMemory == null ? 0 : deinterlacer.push(inMemory);
            if (pushed < 0) {
                return pushed;
            }
            if (deinterlacer.pull(frame)) {
                return 0;
            }
            code = avcodec.avcodec_receive_frame(input.codec(), frame);
        }
        if (code == avutil.AVERROR_EOF()) {
            deinterlacer.finish();
            return deinterlacer.pull(frame) ? 0 : code;
        }
        return code;
    }

    private Duration presentationTime() {
        if (input.isUntimed()) {
            return clock.at(System.nanoTime() / 1000);
        }
        long stamp = frame.best_effort_timestamp();
        return stamp == avutil.AV_NOPTS_VALUE ? clock.next() : clock.at(input.micros(stamp));
    }

    private SourceItem taken(Duration pts, long number) {
        long arrived = System.nanoTime();
        var inMemory = hardware.inMemory(frame);
        if (inMemory == null) {
            return new Gap("a frame could not be fetched from the hardware that decoded it");
        }
        var instant = address.isLive() ? Instant.now() : info.start().plus(pts);
        var picture = rotation.upright(planes.copy(inMemory));
        long took = decodeNanos + System.nanoTime() - arrived;
        decodeNanos = 0;
        return new Frame(picture, pts, instant, number, arrived, took);
    }

    /** Gives the decoder the next packet; at the end of the stream, tells it so. */
    private @Nullable Gap feed() {
        if (drained) {
            return null;
        }
        int code = readPacket();
        if (code < 0) {
            end = endOf(code);
            drained = true;
            avcodec.avcodec_send_packet(input.codec(), null);
            return null;
        }
        try {
            if (packet.stream_index() != input.stream().index()) {
                return null;
            }
            cutShort = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
            if (tooLate()) {
                return null;
            }
            long started = System.nanoTime();
            int sent = avcodec.avcodec_send_packet(input.codec(), packet);
            decodeNanos += System.nanoTime() - started;
            return sent < 0 && sent != FfmpegError.AGAIN
                    ? new Gap("a packet could not be decoded: " + FfmpegError.text(sent))
                    : null;
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    /** Whether the packet is left out, since the camera is far ahead; files and stills wait. */
    private boolean tooLate() {
        if (!address.isLive() || input.isUntimed() || packet.dts() == avutil.AV_NOPTS_VALUE) {
            return false;
        }
        long streamNanos = input.micros(packet.dts()) * 1000;
        behind = edge.packet(streamNanos, waitNanos, System.nanoTime());
        waitNanos = 0;
        boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
        return switch (catchUp.packet(behind, key)) {
            case DECODE -> false;
            case BEGIN_ANEW -> {
                avcodec.avcodec_flush_buffers(input.codec());
                deinterlacer.close();
                yield false;
            }
            case THROW_AWAY -> {
                late.incrementAndGet();
                yield true;
            }
        };
    }

    @Override
    public Duration behind() {
        return behind;
    }

    @Override
    public long late() {
        return late.get();
    }

    /**
     * Reads within the time that a source may be silent. After such a silence FFmpeg gives what its
     * parsers still hold before it reports the fault; there is no patience left for those.
     */
    private int readPacket() {
        long started = System.nanoTime();
        deadline.in(silent ? Duration.ZERO : options.silence());
        int code = avformat.av_read_frame(input.format(), packet);
        while (code == FfmpegError.AGAIN && !patienceIsOver(started)) {
            // Only devices answer so: they are asked again instead of waited for in the kernel.
            LockSupport.parkNanos(DEVICE_PAUSE.toNanos());
            code = avformat.av_read_frame(input.format(), packet);
        }
        waitNanos += System.nanoTime() - started;
        silent |= System.nanoTime() - started >= options.silence().toNanos() * 9 / 10;
        return code;
    }

    private boolean patienceIsOver(long started) {
        return deadline.expired() || System.nanoTime() - started > options.silence().toNanos();
    }

    private End endOf(int code) {
        if (deadline.expired()) {
            return new End(Ending.CLOSED, "closed");
        }
        if (address.isLive()) {
            return new End(Ending.BROKEN_OFF, lossOf(code));
        }
        if (cutShort) {
            return new End(Ending.BROKEN_OFF, "the file breaks off in the middle of a frame");
        }
        return code == avutil.AVERROR_EOF()
                ? new End(Ending.FINISHED, "end of file")
                : new End(
                        Ending.BROKEN_OFF,
                        "the file is damaged or breaks off: " + FfmpegError.text(code));
    }

    private String lossOf(int code) {
        if (silent || code == avutil.AVERROR_EXIT()) {
            return "nothing came for %d s".formatted(options.silence().toSeconds());
        }
        if (address.kind() instanceof SourceKind.Device) {
            return "the device was unplugged or fails (%s)".formatted(FfmpegError.text(code));
        }
        return FfmpegError.isClosed(code)
                ? "the camera closed the connection"
                : FfmpegError.text(code);
    }

    private SourceItem ended(int code) {
        if (end != null) {
            return end;
        }
        if (code == avutil.AVERROR_EOF()) {
            end = new End(Ending.FINISHED, "end of file");
            return end;
        }
        return new Gap("a frame could not be decoded: " + FfmpegError.text(code));
    }

    @Override
    public void close() {
        // First wake whoever waits inside FFmpeg, then free what it used.
        deadline.expire();
        natives.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            planes.close();
            deinterlacer.close();
            hardware.close();
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            input.close();
        } finally {
            natives.unlock();
        }
    }
}
