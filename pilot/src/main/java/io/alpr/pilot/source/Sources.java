package io.alpr.pilot.source;

import org.bytedeco.ffmpeg.global.avutil;

/** Opens sources of every kind. Thread-safe. */
public final class Sources {
    private Sources() {}

    /**
     * Opens a file, connects to a camera or begins to watch a folder, in bounded time.
     *
     * @throws SourceFailure if it is not there, gives no pictures, or does not answer in time
     */
    public static FrameSource open(SourceAddress address, SourceOptions options)
            throws SourceFailure {
        return switch (address.kind()) {
            case SourceKind.Folder folder -> FolderSource.open(folder, FolderSource.Pace.USUAL);
            case SourceKind.Http http -> http(address, http, options);
            case SourceKind.File _, SourceKind.Rtsp _, SourceKind.Device _ ->
                    VideoSource.open(address, options);
        };
    }

    /**
     * Loads the libraries that decode video, of which FFmpeg brings most along and finds the rest
     * on the machine.
     *
     * @return name and version
     * @throws LinkageError which names the library that is not there
     */
    public static String decoder() {
        FfmpegLog.install();
        return "FFmpeg " + avutil.av_version_info().getString();
    }

    /** What a camera gives over HTTP, a stream or single pictures, is known when it answers. */
    private static FrameSource http(
            SourceAddress address, SourceKind.Http http, SourceOptions options)
            throws SourceFailure {
        var stream = VideoSource.open(address, options);
        if (!stream.isStill()) {
            return stream;
        }
        stream.close();
        return SnapshotSource.open(address, http, options);
    }
}
