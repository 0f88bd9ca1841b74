package io.alpr.vision.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where plates have letters and where digits: how many of each region have a pattern, written as
 * {@link #LETTER} for every letter and {@link #DIGIT} for every digit. Immutable.
 *
 * <p>The counts are of labels that the reader was trained with, so they are no census of the roads;
 * a pattern that no label has is rare, not impossible.
 */
public final class Patterns implements PatternShares {
    /** Stands for A to Z. */
    public static final char LETTER = 'A';

    /** Stands for 0 to 9. */
    public static final char DIGIT = '9';

    private static final String HEADER = "region,pattern,plates";
    private static final int COLUMNS = 3;

    /** Share of patterns that no label has, evenly. */
    private static final double UNHEARD = 0.1;

    private final Map<String, Map<String, Double>> plates;
    private final Map<String, Map<Integer, Double>> lengths = new HashMap<>();

    /**
     * @param plates for each region code its patterns, and how many plates have them, above 0
     */
    public Patterns(Map<String, Map<String, Double>> plates) {
        this.plates = Map.copyOf(plates);
        this.plates.forEach(
                (region, counts) -> {
                    var byLength = lengths.computeIfAbsent(region, any -> new HashMap<>());
                    counts.forEach(
                            (one, count) -> byLength.merge(one.length(), count, Double::sum));
                });
    }

    /**
     * Those of a CSV file on the class path, with the header {@value #HEADER}.
     *
     * @param resource absolute name
     * @throws IllegalArgumentException if it is not there or a line is not of that form
     */
    public static Patterns resource(String resource) {
        try (var in = Patterns.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("the class path holds no " + resource);
            }
            return csv(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }

    static Patterns csv(String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("patterns must begin with the line " + HEADER);
        }
        var plates = new HashMap<String, Map<String, Double>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            if (cells.length != COLUMNS
                    || !cells[1].matches("[A9]+")
                    || !cells[2].matches("\\d+(\\.\\d+)?")) {
                throw new IllegalArgumentException(
                        "a line of patterns must be like US,AAA9999,41.0, got: " + line);
            }
            plates.computeIfAbsent(cells[0], any -> new HashMap<>())
                    .put(cells[1], Double.parseDouble(cells[2]));
        }
        return new Patterns(plates);
    }

    /**
     * The pattern of a text.
     *
     * @param text A-Z and 0-9
     */
    static String of(String text) {
        var pattern = new StringBuilder();
        text.chars().forEach(c -> pattern.append(c <= '9' ? DIGIT : LETTER));
        return pattern.toString();
    }

    /** A pattern's share among those of its length in a region, above 0 to 1. */
    double share(String region, String pattern) {
        int length = pattern.length();
        double same = lengths.getOrDefault(region, Map.of()).getOrDefault(length, 0.0);
        double has = plates.getOrDefault(region, Map.of()).getOrDefault(pattern, 0.0);
        double even = Math.scalb(1.0, -length);
        return (has + even * (UNHEARD * same + 1)) / (same * (1 + UNHEARD) + 1);
    }

    /** The same where the region is not certain. */
    @Override
    public double share(Map<String, Double> regions, String pattern) {
        double sum = 0;
        for (var region : regions.entrySet()) {
            sum += region.getValue() * share(region.getKey(), pattern);
        }
        return sum;
    }
}
