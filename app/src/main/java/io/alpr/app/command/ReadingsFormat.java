package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.vision.Plate;
import io.alpr.vision.image.UnreadablePicture;
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
                        "One JSON object a picture and line: {image, plates: [{text, confidence, region, box}]}.")
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

    /** A picture that could not be read; standard error has the reason already. */
    default void failed(Path file, UnreadablePicture fault) throws JsonProcessingException {}

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
        public void failed(Path file, UnreadablePicture fault) throws JsonProcessingException {
            var object = new LinkedHashMap<String, Object>();
            object.put("image", file.toString());
            object.put("plates", List.of());
            object.put("error", String.valueOf(fault.getMessage()));
            out.println(mapper.writeValueAsString(object));
        }

        private static Map<String, Object> described(Plate plate) {
            var reading = legible(plate);
            var box = plate.detection().box();
            var object = new LinkedHashMap<String, Object>();
            object.put("text", reading.text());
            object.put("confidence", rounded(reading.confidence()));
            object.put("region", reading.region());
            object.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
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
        public void picture(Path file, List<Plate> plates) {
            var name = "\"" + file.toString().replace("\"", "\"\"") + "\"";
            for (var plate : plates) {
                var reading = legible(plate);
                var box = plate.detection().box();
                out.printf(
                        Locale.ROOT,
                        "%s,%s,%.4f,%s,%d,%d,%d,%d%n",
                        name,
                        reading.text(),
                        reading.confidence(),
                        reading.region(),
                        box.x(),
                        box.y(),
                        box.width(),
                        box.height());
            }
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
                        "%-40.40s %-10s %8.1f %%  %d,%d %dx%d%n",
                        name,
                        reading.text(),
                        100 * reading.confidence(),
                        box.x(),
                        box.y(),
                        box.width(),
                        box.height());
            }
        }
    }
}
