package io.alpr.app.bench;

import io.alpr.vision.image.RgbPicture;
import java.util.List;

/**
 * Other footage as a bad camera sees it.
 *
 * @param name see {@link Footage#name}
 * @param origin what is there to see
 * @param wear what becomes of it
 * @param seed of noise and of the lens's moods
 */
record WornFootage(String name, Footage origin, Wear wear, long seed) implements Footage {
    @Override
    public int width() {
        return 2 * (int) (origin.width() / wear.shrink() / 2);
    }

    @Override
    public int height() {
        return 2 * (int) (origin.height() / wear.shrink() / 2);
    }

    @Override
    public double framesPerSecond() {
        return origin.framesPerSecond();
    }

    @Override
    public int frames() {
        return origin.frames();
    }

    @Override
    public RgbPicture frame(int index) {
        return wear.on(origin.frame(index), index / framesPerSecond(), seed);
    }

    @Override
    public List<String> passes() {
        return origin.passes();
    }

    @Override
    public List<Sight> sights(int index) {
        return origin.sights(index).stream()
                .map(
                        sight ->
                                new Sight(
                                        wear.on(sight.box(), origin.width(), origin.height()),
                                        sight.text()))
                .toList();
    }
}
