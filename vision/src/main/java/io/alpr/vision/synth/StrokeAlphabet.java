package io.alpr.vision.synth;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;

/**
 * Letters and digits as strokes of a pen, drawn by us after the manner of road lettering, so that a
 * machine without fonts can paint plates.
 *
 * <p>Each character is a few lines and Bézier curves along the middle of its strokes: {@code M x y}
 * moves, {@code L x y} draws a line, {@code C} a cubic curve, {@code Z} closes. Heights go from 0
 * at the top to 1 at the bottom. Stateless.
 */
final class StrokeAlphabet {
    private static final double SPACE = 0.24;

    private static final Map<Character, String> STROKES =
            Map.ofEntries(
                    Map.entry(
                            '0',
                            "M 0 .26 C 0 .1 .1 0 .24 0 C .38 0 .48 .1 .48 .26 L .48 .74"
                                    + " C .48 .9 .38 1 .24 1 C .1 1 0 .9 0 .74 Z"),
                    Map.entry('1', "M 0 .22 L .26 0 L .26 1"),
                    Map.entry(
                            '2',
                            "M .02 .25 C .03 .09 .12 0 .25 0 C .39 0 .48 .1 .48 .25"
                                    + " C .48 .37 .43 .45 .37 .53 L .01 1 L .5 1"),
                    Map.entry(
                            '3',
                            "M .02 .2 C .05 .07 .13 0 .24 0 C .38 0 .46 .1 .46 .24"
                                    + " C .46 .38 .37 .47 .2 .47 C .39 .47 .49 .58 .49 .73"
                                    + " C .49 .9 .39 1 .24 1 C .11 1 .03 .93 0 .79"),
                    Map.entry('4', "M .3 0 L 0 .74 L .54 .74 M .39 .46 L .39 1"),
                    Map.entry(
                            '5',
                            "M .46 0 L .07 0 L .04 .47 C .1 .4 .17 .37 .26 .37"
                                    + " C .41 .37 .5 .5 .5 .68 C .5 .88 .4 1 .25 1"
                                    + " C .12 1 .03 .93 0 .8"),
                    Map.entry(
                            '6',
                            "M .37 0 L .07 .5 C .02 .58 0 .64 0 .72 C 0 .89 .11 1 .25 1"
                                    + " C .39 1 .5 .89 .5 .72 C .5 .55 .39 .44 .25 .44"
                                    + " C .17 .44 .11 .47 .06 .53"),
                    Map.entry('7', "M 0 0 L .48 0 L .17 1"),
                    Map.entry(
                            '8',
                            "M .25 .46 C .12 .46 .04 .37 .04 .23 C .04 .09 .12 0 .25 0"
                                    + " C .38 0 .46 .09 .46 .23 C .46 .37 .38 .46 .25 .46"
                                    + " C .1 .46 0 .57 0 .73 C 0 .9 .1 1 .25 1"
                                    + " C .4 1 .5 .9 .5 .73 C .5 .57 .4 .46 .25 .46 Z"),
                    Map.entry(
                            '9',
                            "M .13 1 L .43 .5 C .48 .42 .5 .36 .5 .28 C .5 .11 .39 0 .25 0"
                                    + " C .11 0 0 .11 0 .28 C 0 .45 .11 .56 .25 .56"
                                    + " C .33 .56 .39 .53 .44 .47"),
                    Map.entry('A', "M 0 1 L .27 0 L .54 1 M .09 .7 L .45 .7"),
                    Map.entry(
                            'B',
                            "M 0 .47 L .27 .47 C .41 .47 .5 .57 .5 .73 C .5 .9 .41 1 .27 1 L 0 1"
                                    + " L 0 0 L .25 0 C .38 0 .46 .1 .46 .23"
                                    + " C .46 .37 .38 .47 .25 .47"),
                    Map.entry(
                            'C',
                            "M .5 .23 C .48 .08 .39 0 .26 0 C .1 0 0 .11 0 .27 L 0 .73"
                                    + " C 0 .89 .1 1 .26 1 C .39 1 .48 .92 .5 .77"),
                    Map.entry(
                            'D',
                            "M 0 0 L .22 0 C .4 0 .5 .11 .5 .29 L .5 .71"
                                    + " C .5 .89 .4 1 .22 1 L 0 1 Z"),
                    Map.entry('E', "M .46 0 L 0 0 L 0 1 L .46 1 M 0 .48 L .4 .48"),
                    Map.entry('F', "M .46 0 L 0 0 L 0 1 M 0 .48 L .4 .48"),
                    Map.entry(
                            'G',
                            "M .49 .2 C .46 .08 .38 0 .26 0 C .1 0 0 .11 0 .27 L 0 .73"
                                    + " C 0 .89 .1 1 .26 1 C .4 1 .5 .89 .5 .74 L .5 .54 L .3 .54"),
                    Map.entry('H', "M 0 0 L 0 1 M .5 0 L .5 1 M 0 .48 L .5 .48"),
                    Map.entry('I', "M 0 0 L 0 1"),
                    Map.entry('J', "M .4 0 L .4 .74 C .4 .9 .32 1 .19 1 C .08 1 .01 .93 0 .8"),
                    Map.entry('K', "M 0 0 L 0 1 M .48 0 L 0 .6 M .17 .4 L .51 1"),
                    Map.entry('L', "M 0 0 L 0 1 L .44 1"),
                    Map.entry('M', "M 0 1 L 0 0 L .3 .62 L .6 0 L .6 1"),
                    Map.entry('N', "M 0 1 L 0 0 L .5 1 L .5 0"),
                    Map.entry(
                            'O',
                            "M 0 .3 C 0 .11 .11 0 .28 0 C .45 0 .56 .11 .56 .3 L .56 .7"
                                    + " C .56 .89 .45 1 .28 1 C .11 1 0 .89 0 .7 Z"),
                    Map.entry(
                            'P',
                            "M 0 1 L 0 0 L .26 0 C .41 0 .5 .11 .5 .27"
                                    + " C .5 .44 .41 .55 .26 .55 L 0 .55"),
                    Map.entry(
                            'Q',
                            "M 0 .3 C 0 .11 .11 0 .28 0 C .45 0 .56 .11 .56 .3 L .56 .7"
                                    + " C .56 .89 .45 1 .28 1 C .11 1 0 .89 0 .7 Z"
                                    + " M .34 .72 L .58 1.02"),
                    Map.entry(
                            'R',
                            "M 0 1 L 0 0 L .26 0 C .41 0 .5 .11 .5 .27"
                                    + " C .5 .44 .41 .55 .26 .55 L 0 .55 M .24 .55 L .52 1"),
                    Map.entry(
                            'S',
                            "M .48 .21 C .45 .08 .37 0 .25 0 C .11 0 .03 .1 .03 .24"
                                    + " C .03 .38 .11 .43 .25 .48 C .41 .53 .5 .6 .5 .75"
                                    + " C .5 .9 .4 1 .25 1 C .11 1 .02 .92 0 .78"),
                    Map.entry('T', "M 0 0 L .52 0 M .26 0 L .26 1"),
                    Map.entry('U', "M 0 0 L 0 .73 C 0 .9 .1 1 .25 1 C .4 1 .5 .9 .5 .73 L .5 0"),
                    Map.entry('V', "M 0 0 L .27 1 L .54 0"),
                    Map.entry('W', "M 0 0 L .17 1 L .36 .3 L .55 1 L .72 0"),
                    Map.entry('X', "M 0 0 L .52 1 M .52 0 L 0 1"),
                    Map.entry('Y', "M 0 0 L .27 .5 L .54 0 M .27 .5 L .27 1"),
                    Map.entry('Z', "M 0 0 L .5 0 L 0 1 L .5 1"),
                    Map.entry('-', "M .06 .5 L .26 .5"));

    private StrokeAlphabet() {}

    /**
     * Outline of a line of text, its height from 0 to {@code height} including the pen's breadth,
     * starting at 0 from the left.
     *
     * @param text of A-Z, 0-9, hyphen and space
     * @param height of the capitals
     * @param pen breadth of the strokes in heights, e.g. 0.14
     * @param gap between the edges of two characters, in heights
     */
    static Shape line(String text, double height, double pen, double gap) {
        var strokes = new Path2D.Double();
        double x = 0;
        for (char character : text.chars().mapToObj(c -> (char) c).toList()) {
            if (character == ' ') {
                x += SPACE;
                continue;
            }
            var path = path(character);
            strokes.append(
                    path.createTransformedShape(
                            new AffineTransform(1 - pen, 0, 0, 1 - pen, x + pen / 2, pen / 2)),
                    false);
            x += path.getBounds2D().getMaxX() * (1 - pen) + pen + gap;
        }
        var stroke = new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        return AffineTransform.getScaleInstance(height, height)
                .createTransformedShape(stroke.createStrokedShape(strokes));
    }

    private static Path2D path(char character) {
        String strokes = STROKES.get(character);
        if (strokes == null) {
            throw new IllegalArgumentException(
                    "Plates are painted with A-Z, 0-9, hyphen and space, got: '" + character + "'");
        }
        var path = new Path2D.Double();
        var words = List.of(strokes.split(" ", -1)).iterator();
        while (words.hasNext()) {
            switch (words.next()) {
                case "M" -> path.moveTo(number(words.next()), number(words.next()));
                case "L" -> path.lineTo(number(words.next()), number(words.next()));
                case "C" ->
                        path.curveTo(
                                number(words.next()),
                                number(words.next()),
                                number(words.next()),
                                number(words.next()),
                                number(words.next()),
                                number(words.next()));
                default -> path.closePath();
            }
        }
        return path;
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
