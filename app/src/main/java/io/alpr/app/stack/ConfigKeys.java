package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Names keys of {@code alpr.yaml}, never their values, since passwords are among those. */
final class ConfigKeys {
    /** What a running pilot takes over; the site is that of its cameras. */
    private static final Set<String> LIVE = Set.of("site", "cameras");

    private ConfigKeys() {}

    /** The keys, with dots, that differ and need a restart. */
    static List<String> changed(AlprConfig before, AlprConfig after) {
        var keys = new ArrayList<String>();
        collect("", before, after, keys);
        return keys.stream().filter(key -> !LIVE.contains(key)).toList();
    }

    private static void collect(String path, Record before, Record after, List<String> keys) {
        for (var component : before.getClass().getRecordComponents()) {
            var key = path + snakeCase(component.getName());
            var old = value(component, before);
            var now = value(component, after);
            if (old instanceof Record a && now instanceof Record b) {
                collect(key + ".", a, b, keys);
            } else if (!Objects.equals(old, now)) {
                keys.add(key);
            }
        }
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's own accessor failed", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
