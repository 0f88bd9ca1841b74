package io.alpr.app.bench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What {@code ./alpr bench soak} says.
 *
 * @param cameras how many were watched
 * @param minutes for so long, after the last had started
 * @param cameraSeconds that they were watched, together
 * @param frames what became of their frames
 * @param memory one sample a minute
 * @param passes how the events stand to the true passes, where they are known
 * @param events passes that became an event
 */
public record SoakReport(
        int cameras,
        int minutes,
        double cameraSeconds,
        Frames frames,
        List<MemorySample> memory,
        Optional<PassCount> passes,
        int events)
        implements BenchReport {
    /** From this minute on memory has no reason to grow. */
    private static final int SETTLED_MINUTE = 2;

    public SoakReport {
        memory = List.copyOf(memory);
    }

    /**
     * Frames of all cameras.
     *
     * @param looked at by the pipeline
     * @param skipped because the budget of their camera wanted fewer
     * @param dropped by reason, because the machine was busy or they could not be decoded
     */
    public record Frames(long looked, long skipped, Map<String, Long> dropped) {
        public Frames {
            dropped = new TreeMap<>(dropped);
        }

        long lost() {
            return dropped.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Share of the frames due that were looked at; 0 where too few passes were read right. */
    @Override
    public double ratio() {
        boolean counts = passes.filter(count -> !count.counts()).isEmpty();
        long due = frames.looked() + frames.lost();
        return counts && due > 0 ? (double) frames.looked() / due : 0;
    }

    /**
     * Most resident memory of the last minute over that of the second, less one; none before the
     * third minute or where the system does not tell.
     */
    public OptionalDouble growth() {
        if (memory.size() <= SETTLED_MINUTE || memory.get(SETTLED_MINUTE - 1).residentMib() == 0) {
            return OptionalDouble.empty();
        }
        double settled = memory.get(SETTLED_MINUTE - 1).residentMib();
        return OptionalDouble.of(memory.getLast().residentMib() / settled - 1);
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "soak");
        object.put("ratio", ratio());
        object.put("figure", frames.looked() / cameraSeconds);
        object.put("limit", (frames.looked() + frames.lost()) / cameraSeconds);
        object.put("unit", "frames/s of a camera");
        object.put("cameras", cameras);
        object.put("minutes", minutes);
        object.put("frames", frames);
        object.put("events", events);
        growth().ifPresent(share -> object.put("growth", share));
        object.put("memory", memory);
        passes.ifPresent(count -> object.put("passes", count));
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d cameras, %d minutes: %.1f frames/s of each looked at, %.1f %% of those due; dropped %s, over budget %d%n",
                        cameras,
                        minutes,
                        frames.looked() / cameraSeconds,
                        100.0 * frames.looked() / Math.max(1, frames.looked() + frames.lost()),
                        frames.dropped(),
                        frames.skipped()));
        passes.ifPresent(count -> text.append(told(count)));
        text.append(String.format(Locale.ROOT, "%d events%n", events));
        for (var sample : memory) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  minute %2d: resident %5d MiB, heap in use %4d MiB, %.2f processors%n",
                            sample.minute(),
                            sample.residentMib(),
                            sample.heapMib(),
                            sample.processors()));
        }
        growth().ifPresent(
                        share ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "memory grew by %.1f %% after the second minute%n",
                                                100 * share)));
        return text.toString().stripTrailing();
    }

    private static String told(PassCount count) {
        return String.format(
                Locale.ROOT,
                "%d of %d passes right (%.1f %%); missed %s, twice %s, read otherwise %s%n",
                count.right(),
                count.passes(),
                100 * count.share(),
                times(count.missed()),
                times(count.doubled()),
                times(count.strangers()));
    }

    /** Each text once, with how often it is there. */
    private static Map<String, Long> times(List<String> texts) {
        return texts.stream().collect(groupingBy(text -> text, TreeMap::new, counting()));
    }
}
