package io.alpr.query;

import io.alpr.archive.read.PassDetail;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bodies of {@link EventBodies} with all else that is known of a pass. */
final class DetailBodies {
    private DetailBodies() {}

    static Map<String, @Nullable Object> of(PassDetail pass, EventBodies bodies) {
        var body = new LinkedHashMap<String, @Nullable Object>(bodies.event(pass.event()));
        var reading = pass.reading();
        body.put("revision", reading.revision());
        body.put("first_seen", time(pass.span().firstSeen()));
        body.put("last_seen", time(pass.span().lastSeen()));
        body.put("reads_total", reading.total());
        body.put("reads_agreeing", reading.agreeing());
        body.put("flags", reading.flags());
        body.put("candidates", reading.candidates().stream().map(DetailBodies::candidate).toList());
        body.put("character_scores", reading.scores());
        body.put("corrected", reading.corrected().isPresent());
        body.put("read_text", known(reading.corrected().map(PassDetail.Read::text)));
        body.put(
                "read_normalized_text",
                known(reading.corrected().map(PassDetail.Read::normalized)));
        body.put("box", pass.box().map(DetailBodies::box).orElse(null));
        evidence(body, pass.evidence());
        return body;
    }

    private static void evidence(Map<String, @Nullable Object> body, PassDetail.Evidence evidence) {
        body.put("picture_state", evidence.state());
        body.put("plate_image_sha256", known(Optional.of(evidence.plate().sha256())));
        body.put("vehicle_image_sha256", known(Optional.of(evidence.vehicle().sha256())));
        body.put("frame_image_sha256", known(Optional.of(evidence.frame().sha256())));
        body.put("detector", known(Optional.of(evidence.detector())));
        body.put("reader", known(Optional.of(evidence.reader())));
    }

    private static Map<String, Object> candidate(PassDetail.Candidate candidate) {
        var body = new LinkedHashMap<String, Object>();
        body.put("text", candidate.text());
        body.put("share", candidate.share());
        return body;
    }

    private static List<Integer> box(PassDetail.Box box) {
        return List.of(box.x(), box.y(), box.width(), box.height());
    }

    private static @Nullable String known(Optional<String> text) {
        return text.filter(one -> !one.isEmpty()).orElse(null);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
