package io.alpr.pilot.camera;

import io.alpr.pilot.source.SourceInfo;
import java.time.Instant;

/** What a camera does just now. */
public sealed interface CameraState
        permits CameraState.Connecting,
                CameraState.Streaming,
                CameraState.BackingOff,
                CameraState.Stopped {

    /**
     * It is being opened.
     *
     * @param attempt counted from 1 since frames last came
     */
    record Connecting(int attempt) implements CameraState {}

    /**
     * Frames come.
     *
     * @param since when it was opened, UTC
     * @param info what is known of it
     */
    record Streaming(Instant since, SourceInfo info) implements CameraState {}

    /**
     * It failed and will be tried again.
     *
     * @param reason one line, no secrets
     * @param until when it is tried again, UTC
     * @param attempts failed so far, at least 1
     */
    record BackingOff(String reason, Instant until, int attempts) implements CameraState {}

    /**
     * It will give no more frames.
     *
     * @param reason one line, no secrets
     * @param fault whether somebody must see to it; not so at the end of a file
     */
    record Stopped(String reason, boolean fault) implements CameraState {}

    /**
     * As it stands in {@code CameraStatus} and metrics: {@code connecting}, {@code streaming}, …
     */
    default String wireName() {
        return switch (this) {
            case Connecting _ -> "connecting";
            case Streaming _ -> "streaming";
            case BackingOff _ -> "backing_off";
            case Stopped _ -> "stopped";
        };
    }
}
