package io.alpr.query;

import io.alpr.archive.read.PassDetail;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which passes somebody wants to be told of, and may.
 *
 * @param asked as the audit log has it
 * @param plate or pattern; empty for any
 * @param wanted the passes
 */
record LiveChoice(Asked asked, String plate, Predicate<PassDetail> wanted) {
    private static final Pattern PLATE = Pattern.compile("[A-Z0-9*?]{1,20}");

    /**
     * Reads it.
     *
     * @param cameras whose passes he may see; empty for all
     */
    static LiveChoice of(QueryParameters parameters, Optional<Set<String>> cameras) {
        var camera = parameters.text("camera");
        var site = parameters.text("site");
        var plate = parameters.text("plate").map(EventRoutes::normalized);
        plate.filter(text -> !PLATE.matcher(text).matches())
                .ifPresent(
                        text ->
                                parameters.refuse(
                                        "plate", text, "must have 1 to 20 of A-Z, 0-9, * and ?"));
        var shape = plate.filter(text -> PLATE.matcher(text).matches()).map(LiveChoice::shape);
        return new LiveChoice(
                Asked.of("live").with("camera", camera).with("site", site),
                plate.orElse(""),
                pass ->
                        is(cameras, pass.event().pass().cameraId())
                                && is(camera.map(Set::of), pass.event().pass().cameraId())
                                && is(site.map(Set::of), pass.event().place().site())
                                && shape.map(
                                                one ->
                                                        one.matcher(
                                                                        pass.event()
                                                                                .plate()
                                                                                .normalized())
                                                                .matches())
                                        .orElse(true));
    }

    private static boolean is(Optional<Set<String>> among, String text) {
        return among.map(some -> some.contains(text)).orElse(true);
    }

    /**
     * Of letters, digits and wildcards alone, so that nothing else of a pattern's means anything.
     */
    private static Pattern shape(String plate) {
        return Pattern.compile(plate.replace("*", ".*").replace("?", "."));
    }

    boolean takes(PassDetail pass) {
        return wanted.test(pass);
    }
}
