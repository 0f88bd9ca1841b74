package io.alpr.app.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of what a service measures, in Prometheus' text format.
 *
 * @param name of the metric
 * @param labels as they stand there, without braces
 * @param value any number
 */
record Sample(String name, String labels, double value) {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");

    /** What can be read of a page; comments and lines of another form are passed over. */
    static List<Sample> all(String page) {
        return page.lines().flatMap(line -> one(line).stream()).toList();
    }

    private static Optional<Sample> one(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var labels = parts.group(2);
            var value = Double.parseDouble(parts.group(3).replace("+Inf", "Infinity"));
            return Optional.of(new Sample(parts.group(1), labels == null ? "" : labels, value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The value of a label, empty where there is none. */
    String label(String name) {
        var found = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"").matcher(labels);
        return found.find() ? found.group(1) : "";
    }
}
