package io.alpr.app.bench;

import io.alpr.app.evaluate.LabelledPlate;
import io.alpr.app.evaluate.LabelledSet;
import io.alpr.service.StartFailure;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Photographs with one labelled plate each, shown one after the other by a camera that pans slowly
 * over them, with a grey pause between.
 */
final class PanFootage implements Footage {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double FRAMES_PER_SECOND = 30;

    /** Frames of grey after a photograph. */
    private static final int PAUSE = 9;

    /** Share of the picture's width over which the camera pans while a photograph is seen. */
    private static final double WAY = 0.06;

    private static final byte GREY = 110;

    private final String set;
    private final int seen;
    private final List<Shown> shown;
    private final ConcurrentHashMap<Path, RgbPicture> opened = new ConcurrentHashMap<>();

    private record Shown(Path file, LabelledPlate plate) {}

    /**
     * @param folder a labelled set
     * @param most photographs at most
     * @param seen frames that each is seen, 2 or more
     * @throws StartFailure if no picture has exactly one plate of known text
     */
    PanFootage(Path folder, int most, int seen) {
        this.seen = seen;
        this.set = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        this.shown = chosen(LabelledSet.read(folder), most);
        if (shown.isEmpty()) {
            throw new StartFailure(folder + ": no picture with exactly one plate of known text");
        }
    }

    private static List<Shown> chosen(LabelledSet labelled, int most) {
        var chosen = new ArrayList<Shown>();
        var texts = new HashSet<String>();
        labelled.pictures()
                .forEach(
                        (file, plates) -> {
                            boolean one = plates.size() == 1 && !plates.getFirst().text().isEmpty();
                            if (one
                                    && chosen.size() < most
                                    && texts.add(plates.getFirst().text())) {
                                chosen.add(new Shown(file, plates.getFirst()));
                            }
                        });
        return List.copyOf(chosen);
    }

    @Override
    public String name() {
        return "pan-%s-%dx%d".formatted(set, shown.size(), seen);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public double framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public int frames() {
        return shown.size() * (seen + PAUSE);
    }

    @Override
    public RgbPicture frame(int index) {
        int step = index % (seen + PAUSE);
        if (step >= seen) {
            opened.clear();
            return grey();
        }
        var photograph = shown.get(index / (seen + PAUSE));
        var picture = opened.computeIfAbsent(photograph.file(), PanFootage::picture);
        return picture.scaled(window(picture, photograph.plate().box(), step), WIDTH, HEIGHT);
    }

    private static RgbPicture picture(Path file) {
        var picture = Pictures.read(file);
        return picture.crop(new PixelBox(0, 0, picture.width(), picture.height()));
    }

    private static RgbPicture grey() {
        var pixels = new byte[3 * WIDTH * HEIGHT];
        Arrays.fill(pixels, GREY);
        return new RgbPicture(WIDTH, HEIGHT, pixels);
    }

    /**
     * What the camera sees at a step: the largest window of its shape that can pan, over the plate.
     */
    private PixelBox window(RgbPicture picture, PixelBox plate, int step) {
        double scale =
                Math.min(
                        picture.width() * (1 - WAY) / WIDTH, picture.height() * (1 - WAY) / HEIGHT);
        double width = WIDTH * scale;
        double height = HEIGHT * scale;
        double way = WAY * picture.width() * ((double) step / (seen - 1) - 0.5);
        double x = plate.x() + plate.width() / 2.0 - width / 2 + way;
        double y = plate.y() + plate.height() / 2.0 - height / 2 + way / 4;
        int left = (int) Math.clamp(x, 0, picture.width() - width);
        int top = (int) Math.clamp(y, 0, picture.height() - height);
        return new PixelBox(left, top, (int) width, (int) height);
    }

    @Override
    public List<String> passes() {
        return shown.stream().map(one -> one.plate().text()).toList();
    }

    @Override
    public List<Sight> sights(int index) {
        int step = index % (seen + PAUSE);
        if (step >= seen) {
            return List.of();
        }
        var photograph = shown.get(index / (seen + PAUSE));
        var picture = opened.computeIfAbsent(photograph.file(), PanFootage::picture);
        var window = window(picture, photograph.plate().box(), step);
        double scale = (double) WIDTH / window.width();
        var plate = photograph.plate().box();
        var box =
                PixelBox.clipped(
                        (plate.x() - window.x()) * scale,
                        (plate.y() - window.y()) * scale,
                        (plate.right() - window.x()) * scale,
                        (plate.bottom() - window.y()) * scale,
                        WIDTH,
                        HEIGHT);
        return List.of(new Sight(box, photograph.plate().text()));
    }
}
