package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.pilot.area.DirectionRule;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.Line;
import io.alpr.pilot.area.Point;
import io.alpr.pilot.area.Polygon;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.area.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the zone, the masks and the line of a camera, as written, into the pilot's. What is wrong
 * is an {@link IllegalArgumentException} that begins with the key.
 */
final class Areas {
    private static final String UNNAMED_ZONE = "zone";

    private Areas() {}

    static WatchedArea watched(AlprConfig.Camera camera) {
        var masks = new ArrayList<Polygon>();
        for (int i = 0; i < camera.masks().size(); i++) {
            var corners = camera.masks().get(i);
            masks.add(named("masks[" + i + "]", () -> new Polygon(points(corners))));
        }
        var zone = zone(camera);
        return named("masks", () -> new WatchedArea(zone, masks));
    }

    private static Zone zone(AlprConfig.Camera camera) {
        var name = camera.zoneName();
        if (camera.zone().isEmpty()) {
            if (!name.isEmpty()) {
                throw new IllegalArgumentException(
                        "zone_name: '%s' names no zone; list the corners of the zone under zone, or leave the name out"
                                .formatted(name));
            }
            return Zone.WHOLE_PICTURE;
        }
        var outline = named("zone", () -> new Polygon(points(camera.zone())));
        return named("zone_name", () -> new Zone(name.isEmpty() ? UNNAMED_ZONE : name, outline));
    }

    static DirectionRule direction(AlprConfig.Camera camera) {
        if (camera.line().isEmpty()) {
            return new Growth();
        }
        var points = named("line", () -> points(camera.line()));
        if (points.size() != 2) {
            throw new IllegalArgumentException(
                    "line: must be two points [[x1, y1], [x2, y2]], got: %d"
                            .formatted(points.size()));
        }
        var names = camera.lineNames();
        if (names.size() != 2) {
            throw new IllegalArgumentException(
                    "line_names: must be two names such as [in, out], got: %s".formatted(names));
        }
        return named(
                "line",
                () ->
                        new Line(
                                points.getFirst(),
                                points.getLast(),
                                names.getFirst(),
                                names.getLast()));
    }

    private static List<Point> points(List<List<Double>> written) {
        var points = new ArrayList<Point>();
        for (var pair : written) {
            if (!isPoint(pair)) {
                throw new IllegalArgumentException(
                        "a point must be two numbers [x, y], got: %s".formatted(pair));
            }
            points.add(new Point(pair.getFirst(), pair.getLast()));
        }
        return points;
    }

    /** A hole in the YAML, as in {@code [0.1, ]}, arrives as null. */
    private static boolean isPoint(@Nullable List<Double> pair) {
        return pair != null && pair.size() == 2 && pair.stream().noneMatch(Objects::isNull);
    }

    private static <T> T named(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
