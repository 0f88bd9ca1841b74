package io.alpr.app.evaluate;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.alpr.service.StartFailure;
import io.alpr.vision.image.PixelBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pictures with known plates: {@code DIR/images} and {@code DIR/labels.csv} with the columns {@code
 * image,x,y,w,h} and perhaps {@code text}; a blank box says that the picture holds no plate.
 *
 * @param pictures labelled plates by picture file, sorted by name; an empty list where there is no
 *     plate
 * @param ignored boxes by picture file where a find is neither right nor wrong: plates that are
 *     plainly there and were not labelled
 */
public record LabelledSet(
        Map<Path, List<LabelledPlate>> pictures, Map<Path, List<PixelBox>> ignored) {
    private static final List<String> COLUMNS = List.of("image", "x", "y", "w", "h");

    /**
     * Reads a set.
     *
     * @throws StartFailure naming the file, the line and the rule
     */
    public static LabelledSet read(Path folder) {
        return new LabelledSet(rows(folder, folder.resolve("labels.csv")), Map.of());
    }

    /**
     * This set with the boxes of another file ignored.
     *
     * @param folder that the set was read from
     * @param file CSV with the columns {@code image,x,y,w,h}
     * @throws StartFailure naming the file, the line and the rule
     */
    public LabelledSet ignoring(Path folder, Path file) {
        var boxes = new TreeMap<Path, List<PixelBox>>();
        rows(folder, file)
                .forEach(
                        (picture, plates) ->
                                boxes.put(
                                        picture, plates.stream().map(LabelledPlate::box).toList()));
        return new LabelledSet(pictures, boxes);
    }

    private static Map<Path, List<LabelledPlate>> rows(Path folder, Path file) {
        var pictures = new TreeMap<Path, List<LabelledPlate>>();
        var form =
                new CsvMapper().enable(CsvParser.Feature.TRIM_SPACES).readerForMapOf(String.class);
        try (MappingIterator<Map<String, String>> rows =
                form.with(CsvSchema.emptySchema().withHeader())
                        .readValues(Files.newBufferedReader(file))) {
            for (int line = 2; rows.hasNextValue(); line++) {
                add(pictures, folder, rows.nextValue(), file + ":" + line);
            }
        } catch (IOException e) {
            throw new StartFailure(
                    file
                            + ": cannot be read; a labelled set is DIR/images and DIR/labels.csv (image,x,y,w,h,text)",
                    e);
        }
        return pictures;
    }

    private static void add(
            Map<Path, List<LabelledPlate>> pictures,
            Path folder,
            Map<String, String> row,
            String place) {
        for (var column : COLUMNS) {
            if (!row.containsKey(column)) {
                throw new StartFailure(place + ": lacks the column " + column);
            }
        }
        var plates =
                pictures.computeIfAbsent(
                        folder.resolve("images").resolve(row.getOrDefault("image", "")),
                        _ -> new ArrayList<>());
        if (!row.getOrDefault("x", "").isEmpty()) {
            plates.add(new LabelledPlate(box(row, place), text(row.getOrDefault("text", ""))));
        }
    }

    private static PixelBox box(Map<String, String> row, String place) {
        try {
            double x = Double.parseDouble(row.getOrDefault("x", ""));
            double y = Double.parseDouble(row.getOrDefault("y", ""));
            double right = x + Double.parseDouble(row.getOrDefault("w", ""));
            double bottom = y + Double.parseDouble(row.getOrDefault("h", ""));
            return PixelBox.clipped(x, y, right, bottom, Integer.MAX_VALUE, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw new StartFailure(place + ": x, y, w and h must be pixels, got: " + row, e);
        }
    }

    private static String text(String typed) {
        return typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /** Plates of all pictures. */
    public int plates() {
        return pictures.values().stream().mapToInt(List::size).sum();
    }
}
