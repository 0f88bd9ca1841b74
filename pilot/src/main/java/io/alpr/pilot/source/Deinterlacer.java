package io.alpr.pilot.source;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole pictures of interlaced frames, whose two fields show a moving plate at two places:
 * FFmpeg's {@code bwdif} (Weston's three-field method with yadif's edges), a frame for each frame,
 * one frame late. What does not move keeps all its rows. Owned by one source; frames must be in
 * memory. Passive until the first interlaced frame, so that other streams pay nothing.
 */
final class Deinterlacer implements AutoCloseable {
    private static final String FILTER = "mode=send_frame:deint=interlaced";

    private final AVRational timeBase;
    private @Nullable Graph graph;

    private record Graph(
            AVFilterGraph graph, AVFilterContext in, AVFilterContext out, String form) {}

    /**
     * @param timeBase of the frames' time stamps, seconds
     */
    Deinterlacer(AVRational timeBase) {
        this.timeBase = timeBase;
    }

    /** Whether this frame must go through here: it is interlaced, or one before it was. */
    boolean takes(AVFrame frame) {
        return graph != null || (frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0;
    }

    /**
     * Takes a frame; the caller keeps it.
     *
     * @return an FFmpeg error, or 0 or more
     */
    int push(AVFrame frame) {
        var form = form(frame);
        if (graph == null || !graph.form().equals(form)) {
            close();
            graph = opened(form);
        }
        frame.pts(frame.best_effort_timestamp());
        return avfilter.av_buffersrc_add_frame_flags(
                graph.in(), frame, avfilter.AV_BUFFERSRC_FLAG_KEEP_REF);
    }

    /** No more frames come; those still held may be pulled. */
    void finish() {
        if (graph != null) {
            avfilter.av_buffersrc_add_frame_flags(graph.in(), null, 0);
        }
    }

    /** Whether there was a finished frame, which then is in {@code target}. */
    boolean pull(AVFrame target) {
        if (graph == null) {
            return false;
        }
        avutil.av_frame_unref(target);
        if (avfilter.av_buffersink_get_frame(graph.out(), target) < 0) {
            return false;
        }
        long pts = target.pts();
        target.best_effort_timestamp(
                pts == avutil.AV_NOPTS_VALUE
                        ? pts
                        : avutil.av_rescale_q(
                                pts, avfilter.av_buffersink_get_time_base(graph.out()), timeBase));
        return true;
    }

    private String form(AVFrame frame) {
        return "video_size=%dx%d:pix_fmt=%d:time_base=%d/%d:pixel_aspect=1/1:colorspace=%d:range=%d"
                .formatted(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        timeBase.num(),
                        timeBase.den(),
                        frame.colorspace(),
                        frame.color_range());
    }

    private static Graph opened(String form) {
        var graph = avfilter.avfilter_graph_alloc();
        try {
            var in = filter(graph, "buffer", form);
            var middle = filter(graph, "bwdif", FILTER);
            var out = filter(graph, "buffersink", "");
            check(avfilter.avfilter_link(in, 0, middle, 0));
            check(avfilter.avfilter_link(middle, 0, out, 0));
            check(avfilter.avfilter_graph_config(graph, (Pointer) null));
            return new Graph(graph, in, out, form);
        } catch (IllegalStateException e) {
            avfilter.avfilter_graph_free(graph);
            throw e;
        }
    }

    private static AVFilterContext filter(AVFilterGraph graph, String name, String settings) {
        var context = new AVFilterContext(null);
        check(
                avfilter.avfilter_graph_create_filter(
                        context,
                        avfilter.avfilter_get_by_name(name),
                        name,
                        settings,
                        (Pointer) null,
                        graph));
        return context;
    }

    private static void check(int code) {
        if (code < 0) {
            throw new IllegalStateException("FFmpeg cannot deinterlace: " + FfmpegError.text(code));
        }
    }

    @Override
    public void close() {
        if (graph != null) {
            avfilter.avfilter_graph_free(graph.graph());
            graph = null;
        }
    }
}
