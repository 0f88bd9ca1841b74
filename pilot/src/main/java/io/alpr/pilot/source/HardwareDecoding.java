package io.alpr.pilot.source;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a graphics card decode, where FFmpeg finds one that can; its frames are fetched into memory.
 * Belongs to one source.
 */
final class HardwareDecoding implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HardwareDecoding.class);
    private static final int CONFIGS_MAX = 64;

    private final SourceAddress address;
    private final String codec;
    private final AVFrame fetched = avutil.av_frame_alloc();
    private boolean told;

    /**
     * @param told whether nothing needs to be said, because nobody asked for hardware
     */
    HardwareDecoding(SourceAddress address, String codec, boolean told) {
        this.address = address;
        this.codec = codec;
        this.told = told;
    }

    /**
     * Gives the decoder the first device that can be opened. If there is none, or it turns out not
     * to know this very video, FFmpeg decodes in software.
     */
    static void attach(AVCodecContext context, AVCodec decoder) {
        for (int i = 0; i < CONFIGS_MAX; i++) {
            var config = avcodec.avcodec_get_hw_config(decoder, i);
            if (config == null || config.isNull()) {
                return;
            }
            boolean byDevice =
                    (config.methods() & avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0;
            if (byDevice && opens(context, config.device_type())) {
                return;
            }
        }
    }

    private static boolean opens(AVCodecContext context, int type) {
        var device = new AVBufferRef(null);
        int code =
                avutil.av_hwdevice_ctx_create(
                        device, type, (BytePointer) null, (AVDictionary) null, 0);
        if (code < 0) {
            return false;
        }
        // The decoder owns the reference from here on.
        context.hw_device_ctx(device);
        return true;
    }

    /**
     * The frame in memory: itself, or a copy from the card that is valid until the next call. Says
     * once who decodes.
     *
     * @return null if the card does not give it
     */
    @Nullable AVFrame inMemory(AVFrame frame) {
        var card = frame.hw_frames_ctx();
        boolean onCard = card != null && !card.isNull();
        tell(onCard);
        if (!onCard) {
            return frame;
        }
        avutil.av_frame_unref(fetched);
        if (avutil.av_hwframe_transfer_data(fetched, frame, 0) < 0) {
            return null;
        }
        avutil.av_frame_copy_props(fetched, frame);
        return fetched;
    }

    private void tell(boolean onCard) {
        if (told) {
            return;
        }
        told = true;
        if (onCard) {
            log.info("source={} codec={} decodes on hardware", address, codec);
        } else {
            log.info(
                    "source={} codec={} hardware on this machine cannot decode it, going on in software",
                    address,
                    codec);
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(fetched);
    }
}
