package io.alpr.app.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench recorder} says.
 *
 * @param events that each way of storing stored
 * @param batch most events of a transaction
 * @param partitions of the topic
 * @param indexes of the table
 * @param storing by one recorder, and by more; at least one
 * @param pictured events with pictures, where they were measured
 * @param memoryMib most resident memory of this process, 0 where the system does not tell
 */
public record RecorderReport(
        int events,
        int batch,
        int partitions,
        List<String> indexes,
        List<Storing> storing,
        List<Pictured> pictured,
        long memoryMib)
        implements BenchReport {
    public RecorderReport {
        indexes = List.copyOf(indexes);
        storing = List.copyOf(storing);
        pictured = List.copyOf(pictured);
    }

    /**
     * @param recorders in one group
     * @param eventsPerSecond from Kafka to the committed row
     * @param copyPerSecond rows by COPY alone
     * @param ratio of the two; each figure is the median of rounds in turns
     */
    public record Storing(
            int recorders, double eventsPerSecond, double copyPerSecond, double ratio) {
        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%-12s %,.0f events/s, ratio %.2f; COPY alone %,.0f rows/s",
                    recorders == 1 ? "1 recorder" : recorders + " recorders",
                    eventsPerSecond,
                    ratio,
                    copyPerSecond);
        }
    }

    /**
     * @param events each with one picture
     * @param bytes of a picture
     * @param eventsPerSecond until the row knows that its picture is in the bucket
     */
    public record Pictured(int events, int bytes, double eventsPerSecond) {
        private String text() {
            return String.format(
                    Locale.ROOT,
                    "%-12s %,.0f events/s, each with a picture of %,d bytes (%,d of them)",
                    "1 recorder",
                    eventsPerSecond,
                    bytes,
                    events);
        }
    }

    /** Of one recorder. */
    @Override
    public double ratio() {
        return storing.getFirst().ratio();
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "recorder");
        object.put("ratio", ratio());
        object.put("figure", storing.getFirst().eventsPerSecond());
        object.put("limit", storing.getFirst().copyPerSecond());
        object.put("unit", "events/s");
        object.put("events", events);
        object.put("batch", batch);
        object.put("partitions", partitions);
        object.put("indexes", indexes);
        object.put("storing", storing);
        object.put("pictured", pictured);
        object.put("memoryMib", memoryMib);
        return object;
    }

    @Override
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d events from %d partitions, up to %d in a transaction, into a table with %d indexes:",
                        events,
                        partitions,
                        batch,
                        indexes.size()));
        lines.add("  " + String.join(", ", indexes));
        storing.forEach(way -> lines.add(way.text()));
        pictured.forEach(way -> lines.add(way.text()));
        lines.add("most resident memory %d MiB".formatted(memoryMib));
        return String.join(System.lineSeparator(), lines);
    }
}
