package io.alpr.pilot.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.image.YuvPicture.Matrix;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/**
 * Copies decoded frames into {@link YuvPicture}s. Planar 4:2:0 of 8 bits is copied row by row
 * (decoders pad their rows); everything else goes through swscale first, which keeps the colour
 * matrix and makes the range limited. Owned by one source.
 */
final class FramePlanes implements AutoCloseable {
    /** High definition is BT.709 where a stream says nothing (ITU-R BT.709, BT.601). */
    private static final int HIGH_DEFINITION_ROWS = 720;

    private @Nullable SwsContext scaler;
    private @Nullable AVFrame converted;
    private String convertedKind = "";

    /** A copy of the frame's pixels, unrotated. */
    YuvPicture copy(AVFrame frame) {
        boolean full =
                frame.format() == AV_PIX_FMT_YUVJ420P || frame.color_range() == AVCOL_RANGE_JPEG;
        boolean planar =
                frame.format() == AV_PIX_FMT_YUV420P || frame.format() == AV_PIX_FMT_YUVJ420P;
        boolean highDefinition = isHighDefinition(frame);
        if (planar && full && !highDefinition) {
            return planes(frame, Matrix.JPEG);
        }
        var matrix = highDefinition ? Matrix.BT709 : Matrix.BT601;
        return planes(planar && !full ? frame : limited(frame, full, highDefinition), matrix);
    }

    private static boolean isHighDefinition(AVFrame frame) {
        int space = frame.colorspace();
        if (space == avutil.AVCOL_SPC_UNSPECIFIED) {
            // Full range without a matrix is what JPEG means, and JPEG is BT.601 at every size.
            return frame.height() >= HIGH_DEFINITION_ROWS
                    && frame.color_range() != AVCOL_RANGE_JPEG
                    && frame.format() != AV_PIX_FMT_YUVJ420P;
        }
        return space == avutil.AVCOL_SPC_BT709
                || space == avutil.AVCOL_SPC_BT2020_NCL
                || space == avutil.AVCOL_SPC_BT2020_CL;
    }

    private AVFrame limited(AVFrame frame, boolean full, boolean highDefinition) {
        var kind =
                "%dx%d %d %b %b"
                        .formatted(
                                frame.width(),
                                frame.height(),
                                frame.format(),
                                full,
                                highDefinition);
        if (converted == null || !kind.equals(convertedKind)) {
            close();
            scaler = scaler(frame, full, highDefinition);
            converted = target(frame);
            convertedKind = kind;
        }
        var target = converted;
        swscale.sws_scale(
                scaler,
                frame.data(),
                frame.linesize(),
                0,
                frame.height(),
                target.data(),
                target.linesize());
        return target;
    }

    private static SwsContext scaler(AVFrame frame, boolean full, boolean highDefinition) {
        var context =
                swscale.sws_getCachedContext(
                        null,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        frame.width(),
                        frame.height(),
                        AV_PIX_FMT_YUV420P,
                        swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND,
                        null,
                        null,
                        (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw new IllegalStateException(
                    "FFmpeg cannot convert pixel format %d to YUV 4:2:0".formatted(frame.format()));
        }
        var coefficients =
                swscale.sws_getCoefficients(
                        highDefinition ? swscale.SWS_CS_ITU709 : swscale.SWS_CS_ITU601);
        swscale.sws_setColorspaceDetails(
                context, coefficients, full ? 1 : 0, coefficients, 0, 0, 1 << 16, 1 << 16);
        return context;
    }

    private static AVFrame target(AVFrame frame) {
        var target = avutil.av_frame_alloc();
        target.width(frame.width()).height(frame.height()).format(AV_PIX_FMT_YUV420P);
        if (avutil.av_frame_get_buffer(target, 0) < 0) {
            throw new IllegalStateException("FFmpeg has no memory for a frame");
        }
        return target;
    }

    private static YuvPicture planes(AVFrame frame, Matrix matrix) {
        int width = frame.width();
        int height = frame.height();
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        return new YuvPicture(
                width,
                height,
                plane(frame, 0, width, height),
                plane(frame, 1, chromaWidth, chromaHeight),
                plane(frame, 2, chromaWidth, chromaHeight),
                matrix);
    }

    private static byte[] plane(AVFrame frame, int index, int width, int height) {
        BytePointer data = frame.data(index);
        long stride = frame.linesize(index);
        var bytes = new byte[width * height];
        if (stride == width) {
            data.get(bytes);
            return bytes;
        }
        for (int row = 0; row < height; row++) {
            data.position(row * stride).get(bytes, row * width, width);
        }
        return bytes;
    }

    @Override
    public void close() {
        if (scaler != null) {
            swscale.sws_freeContext(scaler);
            scaler = null;
        }
        if (converted != null) {
            avutil.av_frame_free(converted);
            converted = null;
        }
    }
}
