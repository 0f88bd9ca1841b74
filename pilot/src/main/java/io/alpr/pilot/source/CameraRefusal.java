package io.alpr.pilot.source;

import org.bytedeco.ffmpeg.global.avutil;

/** Why a camera on the network gives nothing, in words for an operator. */
final class CameraRefusal {
    private CameraRefusal() {}

    static SourceFailure of(SourceAddress address, int code, Deadline deadline) {
        return new SourceFailure(reason(code, deadline) + ": " + address);
    }

    /** One line without the address. */
    static String reason(int code, Deadline deadline) {
        if (code == avutil.AVERROR_HTTP_UNAUTHORIZED() || code == avutil.AVERROR_HTTP_FORBIDDEN()) {
            return "camera refuses the user name or password";
        }
        if (code == avutil.AVERROR_HTTP_NOT_FOUND()) {
            return "camera knows nothing of this path (404), check what follows its host";
        }
        if (code == avutil.AVERROR_HTTP_SERVER_ERROR()
                || code == avutil.AVERROR_HTTP_BAD_REQUEST()
                || code == avutil.AVERROR_HTTP_TOO_MANY_REQUESTS()
                || code == avutil.AVERROR_HTTP_OTHER_4XX()) {
            return "camera answers with an error (%s)".formatted(FfmpegError.text(code));
        }
        boolean late = deadline.isOver() && !deadline.expired();
        boolean strange = code == avutil.AVERROR_INVALIDDATA() || code == FfmpegError.INVALID;
        if (strange && !late) {
            return "camera cannot be reached, or answers with neither video nor picture; check its"
                    + " address and path";
        }
        return "camera cannot be reached (%s), check its address and network"
                .formatted(late ? "no answer in time" : FfmpegError.text(code));
    }
}
