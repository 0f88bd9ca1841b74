package io.alpr.pilot.source;

import io.alpr.vision.image.RgbPicture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes an MP4 with H.264, by the encoder of Cisco that FFmpeg's LGPL build brings. The file is
 * there only when it is whole: until {@link #close} it has another name beside it. One thread.
 */
public final class VideoWriter implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final Frame frame;
    private final FFmpegFrameRecorder recorder;
    private boolean broken;
    private boolean closed;

    /**
     * What to write.
     *
     * @param width columns, even, at least 16
     * @param height rows, even, at least 16
     * @param framesPerSecond more than 0
     * @param bitsPerSecond of the video, at least 10 000
     * @param created written into the file, so that its start is known wherever it is copied
     */
    public record Format(
            int width, int height, double framesPerSecond, int bitsPerSecond, Instant created) {
        public Format {
            if (width < 16 || height < 16 || width % 2 != 0 || height % 2 != 0) {
                throw new IllegalArgumentException(
                        "video must have even sides of 16 pixels or more, got: %dx%d"
                                .formatted(width, height));
            }
            if (!(framesPerSecond > 0) || bitsPerSecond < 10_000) {
                throw new IllegalArgumentException(
                        "video needs frames per second above 0 and 10000 bits per second or more, got: %s and %d"
                                .formatted(framesPerSecond, bitsPerSecond));
            }
        }
    }

    /**
     * Begins a file; one that is there already is replaced at the end.
     *
     * @throws IOException if it cannot be written
     */
    public VideoWriter(Path file, Format format) throws IOException {
        FfmpegLog.install();
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.frame = new Frame(format.width(), format.height(), Frame.DEPTH_UBYTE, 3);
        this.recorder =
                new FFmpegFrameRecorder(unfinished.toString(), format.width(), format.height(), 0);
        recorder.setFormat("mp4");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        recorder.setVideoCodecName("libopenh264");
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(format.framesPerSecond());
        recorder.setVideoBitrate(format.bitsPerSecond());
        recorder.setGopSize((int) Math.ceil(2 * format.framesPerSecond()));
        // swscale turns RGB into BT.601; say so, or players take high definition for BT.709.
        recorder.setVideoOption("colorspace", "smpte170m");
        recorder.setVideoOption("color_range", "tv");
        recorder.setMetadata(
                "creation_time", format.created().truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            recorder.start();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw new IOException("cannot write video " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Adds the next frame.
     *
     * @throws IOException if it cannot be encoded or written
     */
    public void add(RgbPicture picture) throws IOException {
        if (picture.width() != frame.imageWidth || picture.height() != frame.imageHeight) {
            throw new IllegalArgumentException(
                    "frame must be %dx%d like the video, got: %dx%d"
                            .formatted(
                                    frame.imageWidth,
                                    frame.imageHeight,
                                    picture.width(),
                                    picture.height()));
        }
        var pixels = (ByteBuffer) frame.image[0];
        int row = 3 * picture.width();
        for (int y = 0; y < picture.height(); y++) {
            pixels.put(y * frame.imageStride, picture.rgb(), y * row, row);
        }
        try {
            recorder.record(frame, avutil.AV_PIX_FMT_RGB24);
        } catch (FFmpegFrameRecorder.Exception e) {
            broken = true;
            throw new IOException("cannot write video " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Ends the file and gives it its name.
     *
     * @throws IOException if its end cannot be written
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            recorder.close();
        } catch (FFmpegFrameRecorder.Exception e) {
            throw new IOException("cannot end video " + file + ": " + e.getMessage(), e);
        } finally {
            frame.close();
        }
        if (broken) {
            Files.deleteIfExists(unfinished);
        } else {
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
