package io.alpr.app.evaluate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

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
import java.util.stream.Stream;

/**
 * Pictures with known plates: {@code DIR/images} and {@code DIR/labels.csv} with the columns {@code
 * image,x,y,w,h,text}, the last one optional, or {@code image,text} alone. A row without a box and
 * without a text says that the picture holds no plate; one with a text alone, that such a plate
 * stands somewhere in it.
 *
 * @param pictures plates with a box by picture file, sorted by name; an empty list where there is
 *     none
 * @param texts texts of plates without a box, by picture file
 * @param ignored boxes by picture file where a find is neither right nor wrong: plates that are
 *     plainly there and were not labelled
 */
public record LabelledSet(
        Map<Path, List<LabelledPlate>> pictures,
        Map<Path, List<String>> texts,
        Map<Path, List<PixelBox>> ignored) {
    private static final List<String> BOX = List.of("x", "y", "w", "h");

    /**
     * Reads a set.
     *
     * @throws StartFailure naming the file, the line and the rule
     */
    public static LabelledSet read(Path folder) {
        var file = folder.resolve("labels.csv");
        return new LabelledSet(plates(folder, file), texts(folder, file), Map.of());
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
        plates(folder, file)
                .forEach(
                        (picture, plates) ->
                                boxes.put(
                                        picture, plates.stream().map(LabelledPlate::box).toList()));
        return new LabelledSet(pictures, texts, boxes);
    }

    private record Row(Path picture, Map<String, String> cells, String place) {
        boolean hasBox() {
            return !cells.getOrDefault("x", "").isEmpty();
        }

        String text() {
            return cells.getOrDefault("text", "")
                    .toUpperCase(Locale.ROOT)
                    .replaceAll("[^A-Z0-9]", "");
        }
    }

    private static Map<Path, List<LabelledPlate>> plates(Path folder, Path file) {
        var pictures = new TreeMap<Path, List<LabelledPlate>>();
        for (var row : rows(folder, file)) {
            var plates = pictures.computeIfAbsent(row.picture(), _ -> new ArrayList<>());
            if (row.hasBox()) {
                plates.add(new LabelledPlate(box(row.cells(), row.place()), row.text()));
            }
        }
        return pictures;
    }

    private static Map<Path, List<String>> texts(Path folder, Path file) {
        return rows(folder, file).stream()
                .filter(row -> !row.hasBox() && !row.text().isEmpty())
                .collect(groupingBy(Row::picture, mapping(Row::text, toList())));
    }

    private static List<Row> rows(Path folder, Path file) {
        var form =
                new CsvMapper().enable(CsvParser.Feature.TRIM_SPACES).readerForMapOf(String.class);
        var all = new ArrayList<Row>();
        try (MappingIterator<Map<String, String>> rows =
                form.with(CsvSchema.emptySchema().withHeader())
                        .readValues(Files.newBufferedReader(file))) {
            for (int line = 2; rows.hasNextValue(); line++) {
                var cells = rows.nextValue();
                var place = file + ":" + line;
                requireColumns(cells, place);
                var image = cells.getOrDefault("image", "");
                all.add(new Row(folder.resolve("images").resolve(image), cells, place));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    file
                            + ": cannot be read; a labelled set is DIR/images and DIR/labels.csv (image,x,y,w,h,text or image,text)",
                    e);
        }
        return all;
    }

    private static void requireColumns(Map<String, String> cells, String place) {
        boolean plain = cells.containsKey("text") && BOX.stream().noneMatch(cells::containsKey);
        for (var column : plain ? List.of("image") : concat("image", BOX)) {
            if (!cells.containsKey(column)) {
                throw new StartFailure(place + ": lacks the column " + column);
            }
        }
    }

    private static List<String> concat(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
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

    /** Plates of all pictures, with a box or without. */
    public int plates() {
        return Stream.concat(pictures.values().stream(), texts.values().stream())
                .mapToInt(List::size)
                .sum();
    }
}
