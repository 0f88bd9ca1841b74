package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.events.PlateEvent;
import io.alpr.vision.Plate;
import io.alpr.vision.read.PlateReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How the plates of pictures are printed. */
sealed interface ReadingsFormat {

    /** The options that choose one. */
    final class Options {
        @Option(
                names = "--json",
                description =
                        "One JSON object a picture and line: {image, plates: [{text, confidence, region, box}]}; truncated: true where the edge may cut the plate.")
        private boolean json;

        @Option(
                names = "--csv",
                description = "One line a plate: image,text,confidence,region,x,y,w,h.")
        private boolean csv;
    }

    static ReadingsFormat of(Options options, PrintWriter out) {
        return options.json ? new JsonLines(out) : options.csv ? new Csv(out) : new Table(out);
    }

    /** Before the first picture. */
    default void begin() {}

    /** The legible plates of one picture. */
    void picture(Path file, List<Plate> plates) throws JsonProcessingException;

    /** The passes of one video. */
    void video(Path file, List<PlateEvent> passes) throws JsonProcessingException;

    /** A file that could not be read; standard error has the reason already. */
    default void failed(Path file, String reason) throws JsonProcessingException {}

    /** After the last picture. */
    default void end() {}

    /** A plate that is known to be legible, with its reading. */
    private static PlateReading.Legible legible(Plate plate) {
        return switch (plate.reading()) {
            case PlateReading.Legible legible -> legible;
            case PlateReading.Illegible illegible ->
                    throw new IllegalArgumentException(
                            "only legible plates are printed, got: " + illegible);
        };
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    /** One JSON object a line. */
    record JsonLines(PrintWriter out, ObjectMapper mapper) implements ReadingsFormat {
        JsonLines(PrintWriter out) {
            this(out, new ObjectMapper());
        }

        @Override
        public void picture(Path file, List<Plate> plates) throws JsonProcessingException {
            var object = new LinkedHashMap<String, Object>();
            object.put("image", file.toString());
            object.put("plates", plates.stream().map(JsonLines::described).toList());
            out.println(mapper.writeValueAsString(object));
            out.flush();
        }

        @Override
        public void failed(Path file, String reason) throws JsonProcessingException {
            var object = new LinkedHashMap<String, Object>();
            object.put("image", file.toString());
            object.put("plates", List.of());
            object.put("error", reason);
            out.println(mapper.writeValueAsString(object));
        }

        @Override
        public void video(Path file, List<PlateEvent> passes) throws JsonProcessingException {
            var object = new LinkedHashMap<String, Object>();
            object.put("video", file.toString());
            object.put("passes", passes.stream().map(JsonLines::described).toList());
            out.println(mapper.writeValueAsString(object));
            out.flush();
        }

        private static Map<String, Object> described(PlateEvent pass) {
            var object = new LinkedHashMap<String, Object>();
            object.put("text", pass.plate().normalized());
            object.put("confidence", rounded(pass.plate().confidence()));
            object.put("region", pass.plate().region());
            object.put("first_seen", pass.details().span().firstSeen().toString());
            object.put("last_seen", pass.details().span().lastSeen().toString());
            object.put("reads", pass.details().reads().total());
            object.put("agreeing", pass.details().reads().agreeing());
            return object;
        }

        private static Map<String, Object> described(Plate plate) {
            var reading = legible(plate);
            var box = plate.detection().box();
            var object = new LinkedHashMap<String, Object>();
            object.put("text", reading.text());
            object.put("confidence", rounded(reading.confidence()));
            object.put("region", reading.region());
            object.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
            if (plate.truncated()) {
                object.put("truncated", true);
            }
            return object;
        }
    }

    /** One line a plate. */
    record Csv(PrintWriter out) implements ReadingsFormat {
        @Override
        public void begin() {
            out.println("image,text,confidence,region,x,y,w,h");
        }

        @Override
        public void video(Path file, List<PlateEvent> passes) {
            for (var pass : passes) {
                var box = pass.details().box();
                print(
                        quoted(file),
                        new Row(
                                pass.plate().normalized(),
                                pass.plate().confidence(),
                                pass.plate().region()),
                        List.of(box.x(), box.y(), box.width(), box.height()));
            }
        }

        @Override
        public void picture(Path file, List<Plate> plates) {
            for (var plate : plates) {
                var reading = legible(plate);
                var box = plate.detection().box();
                print(
                        quoted(file),
                        new Row(reading.text(), reading.confidence(), reading.region()),
                        List.of(box.x(), box.y(), box.width(), box.height()));
            }
        }

        private record Row(String text, double confidence, String region) {}

        private void print(String name, Row row, List<Integer> box) {
            out.printf(
                    Locale.ROOT,
                    "%s,%s,%.4f,%s,%d,%d,%d,%d%n",
                    name,
                    row.text(),
                    row.confidence(),
                    row.region(),
                    box.get(0),
                    box.get(1),
                    box.get(2),
                    box.get(3));
        }

        private static String quoted(Path file) {
            return "\"" + file.toString().replace("\"", "\"\"") + "\"";
        }
    }

    /** For people. */
    record Table(PrintWriter out) implements ReadingsFormat {
        @Override
        public void begin() {
            out.printf("%-40s %-10s %-10s %s%n", "PICTURE", "PLATE", "CONFIDENCE", "BOX");
        }

        @Override
        public void picture(Path file, List<Plate> plates) {
            var name = String.valueOf(file.getFileName());
            if (plates.isEmpty()) {
                out.printf("%-40.40s %-10s%n", name, "-");
            }
            for (var plate : plates) {
                var reading = legible(plate);
                var box = plate.detection().box();
                out.printf(
                        Locale.ROOT,
                        "%-40.40s %-10s %8.1f %%  %d,%d %dx%d%s%n",
                        name,
                        reading.text(),
                        100 * reading.confidence(),
                        box.x(),
                        box.y(),
                        box.width(),
                        box.height(),
                        plate.truncated() ? ", at the edge: may be cut off" : "");
            }
        }

        @Override
        public void video(Path file, List<PlateEvent> passes) {
            for (var pass : passes) {
                out.printf(
                        Locale.ROOT,
                        "%-40.40s %-10s %8.1f %%  %s, %d of %d reads%n",
                        String.valueOf(file.getFileName()),
                        pass.plate().normalized(),
                        100 * pass.plate().confidence(),
                        pass.id().capturedAt(),
                        pass.details().reads().agreeing(),
                        pass.details().reads().total());
            }
        }
    }
}
