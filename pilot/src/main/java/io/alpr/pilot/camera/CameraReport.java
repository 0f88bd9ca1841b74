package io.alpr.pilot.camera;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.camera.CameraState.BackingOff;
import io.alpr.pilot.camera.CameraState.Connecting;
import io.alpr.pilot.camera.CameraState.Stopped;
import io.alpr.pilot.camera.CameraState.Streaming;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a camera does: in the log, one line for each change, and in its status. */
final class CameraReport {
    /** Under the camera's own name: who reads the log does not care who wrote it. */
    private static final Logger log = LoggerFactory.getLogger(Camera.class);

    private static final int LINE_MAX = 500;
    private static final int KIND_MAX = 20;

    private CameraReport() {}

    static CameraStatus.View view(
            SourceAddress address,
            @Nullable SourceInfo info,
            CameraState state,
            String trouble,
            Map<String, Long> drops,
            List<ActiveCondition> conditions) {
        var kind = kind(address);
        var source =
                info == null
                        ? new CameraStatus.Source(kind, 0, 0, "")
                        : new CameraStatus.Source(kind, info.width(), info.height(), info.codec());
        return new CameraStatus.View(
                source,
                trouble(state, trouble),
                drops,
                conditions.stream().map(CameraReport::wire).toList());
    }

    private static CameraStatus.Trouble trouble(CameraState state, String last) {
        return switch (state) {
            case Streaming _ -> CameraStatus.Trouble.NONE;
            case Connecting(var attempt) ->
                    new CameraStatus.Trouble(line(last), Instant.EPOCH, attempt - 1);
            case BackingOff(var reason, var until, var attempts) ->
                    new CameraStatus.Trouble(line(reason), until, attempts);
            case Stopped(var reason, _) -> new CameraStatus.Trouble(line(reason), Instant.EPOCH, 0);
        };
    }

    private static CameraStatus.Condition wire(ActiveCondition active) {
        return new CameraStatus.Condition(
                active.condition().wireName(), active.since(), line(active.detail()));
    }

    /** {@code file}, or the scheme of an address; nothing else of it. */
    private static String kind(SourceAddress address) {
        var text = address.toString();
        int end = text.indexOf(':');
        if (!address.isLive() || end < 1) {
            return "file";
        }
        var scheme = text.substring(0, Math.min(end, KIND_MAX)).toLowerCase(Locale.ROOT);
        return scheme.matches("[a-z0-9+.-]+") ? scheme : "";
    }

    /** As a report may hold it: what libraries say in a fault may be of any length and kind. */
    private static String line(String text) {
        var plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() <= LINE_MAX ? plain : plain.substring(0, LINE_MAX);
    }

    static void log(CameraSettings settings, CameraState state) {
        switch (state) {
            case Connecting _ -> log.debug("camera={} state=connecting", settings.id());
            case Streaming(_, var info) ->
                    log.info(
                            "camera={} state=streaming source={} codec={} size={}x{} start={} startFrom={}",
                            settings.id(),
                            settings.video().source(),
                            info.codec(),
                            info.width(),
                            info.height(),
                            info.start(),
                            info.startOrigin());
            case BackingOff(var reason, var until, var attempts) ->
                    log.warn(
                            "camera={} state=backing_off attempts={} until={} error={}",
                            settings.id(),
                            attempts,
                            until,
                            reason);
            case Stopped(var reason, var fault) when fault ->
                    log.error("camera={} state=stopped error={}", settings.id(), reason);
            case Stopped(var reason, _) ->
                    log.info("camera={} state=stopped reason={}", settings.id(), reason);
        }
    }

    static void log(CameraSettings settings, ActiveCondition active, boolean begins) {
        if (begins) {
            log.warn(
                    "camera={} condition={} since={} error={} remedy={}",
                    settings.id(),
                    active.condition().wireName(),
                    active.since(),
                    active.detail(),
                    active.condition().remedy());
        } else {
            log.info(
                    "camera={} condition={} ended, since={}",
                    settings.id(),
                    active.condition().wireName(),
                    active.since());
        }
    }
}
