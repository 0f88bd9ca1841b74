package io.alpr.vision.read;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the plates that drive by one camera have letters and where digits: most are of the same few
 * patterns, and what a camera has read for sure says which. Of the last {@value #PLATES_MAX}
 * different plates; the same plate counts once. Not safe for use by several threads.
 */
public final class SeenPatterns {
    private static final int PLATES_MAX = 300;

    /** So many plates seen say as much as what is known of plates anywhere. */
    private static final double KNOWN = 10;

    private static final float LOAD = 0.75f;

    private final Map<String, Integer> patterns = new HashMap<>();
    private final Map<Integer, Integer> lengths = new HashMap<>();

    /** The plate seen longest ago first. */
    private final Map<String, String> plates = new LinkedHashMap<>(PLATES_MAX, LOAD, true);

    /**
     * A plate was read without doubt, and not with these patterns' help.
     *
     * @param text A-Z and 0-9
     */
    public void add(String text) {
        var pattern = Patterns.of(text);
        if (plates.put(text, pattern) == null) {
            count(pattern, 1);
        }
        if (plates.size() > PLATES_MAX) {
            var oldest = plates.entrySet().iterator().next();
            plates.remove(oldest.getKey());
            count(oldest.getValue(), -1);
        }
    }

    private void count(String pattern, int change) {
        patterns.merge(pattern, change, Integer::sum);
        lengths.merge(pattern.length(), change, Integer::sum);
    }

    /**
     * How many different plates of a pattern are remembered.
     *
     * @param pattern of {@link Patterns#LETTER} and {@link Patterns#DIGIT}, e.g. AAA9999
     */
    public int plates(String pattern) {
        return patterns.getOrDefault(pattern, 0);
    }

    /** What was seen here beside what is known of plates anywhere; goes with what is added. */
    PatternShares beside(PatternShares known) {
        return (regions, pattern) -> {
            int all = lengths.getOrDefault(pattern.length(), 0);
            return (KNOWN * known.share(regions, pattern) + plates(pattern)) / (KNOWN + all);
        };
    }
}
