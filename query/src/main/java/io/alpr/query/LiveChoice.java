package io.alpr.query;

import io.alpr.archive.read.PassDetail;
import io.alpr.events.PlatePattern;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which passes somebody wants to be told of, and may.
 *
 * @param asked as the audit log has it
 * @param plate or pattern; empty for any
 * @param wanted the passes
 */
record LiveChoice(Asked asked, String plate, Predicate<PassDetail> wanted) {
    /**
     * Reads it.
     *
     * @param cameras whose passes he may see; empty for all
     */
    static LiveChoice of(QueryParameters parameters, Optional<Set<String>> cameras) {
        var camera = parameters.text("camera");
        var site = parameters.text("site");
        var plate = parameters.text("plate").map(EventRoutes::normalized);
        plate.filter(text -> !PlatePattern.isPattern(text))
                .ifPresent(text -> parameters.refuse("plate", text, PlatePattern.RULE));
        var pattern = plate.filter(PlatePattern::isPattern).map(PlatePattern::new);
        return new LiveChoice(
                Asked.of("live").with("camera", camera).with("site", site),
                plate.orElse(""),
                pass ->
                        is(cameras, pass.event().pass().cameraId())
                                && is(camera.map(Set::of), pass.event().pass().cameraId())
                                && is(site.map(Set::of), pass.event().place().site())
                                && pattern.map(
                                                one ->
                                                        one.matches(
                                                                pass.event().plate().normalized()))
                                        .orElse(true));
    }

    private static boolean is(Optional<Set<String>> among, String text) {
        return among.map(some -> some.contains(text)).orElse(true);
    }

    boolean takes(PassDetail pass) {
        return wanted.test(pass);
    }
}
