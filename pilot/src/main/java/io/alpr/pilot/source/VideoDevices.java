package io.alpr.pilot.source;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;

/** Cameras on this machine's USB, through Video4Linux. */
final class VideoDevices {
    private static final AVInputFormat VIDEO4LINUX = registered();

    private VideoDevices() {}

    private static AVInputFormat registered() {
        avdevice.avdevice_register_all();
        return avformat.av_find_input_format("video4linux2");
    }

    /** What reads devices. */
    static AVInputFormat demuxer(SourceAddress address) throws SourceFailure {
        if (VIDEO4LINUX == null || VIDEO4LINUX.isNull()) {
            throw new SourceFailure("this build of FFmpeg reads no devices: " + address);
        }
        return VIDEO4LINUX;
    }

    /** Refuses what is no device before FFmpeg would, in plainer words. */
    static void check(Path device) throws SourceFailure {
        if (!Files.exists(device)) {
            throw new SourceFailure("device does not exist, is the camera plugged in? " + device);
        }
        if (Files.isDirectory(device) || Files.isRegularFile(device)) {
            throw new SourceFailure("not a video device, expected one like /dev/video0: " + device);
        }
        if (!Files.isReadable(device)) {
            throw new SourceFailure(
                    "device may not be read, add this user to the group video: " + device);
        }
    }
}
