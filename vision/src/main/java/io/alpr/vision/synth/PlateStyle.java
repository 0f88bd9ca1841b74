package io.alpr.vision.synth;

import java.util.List;
import java.util.Random;

/**
 * A kind of plate: its size in the world, its code and how its texts are formed. In a pattern
 * {@code A} stands for a letter, {@code 9} for a digit, {@code 1} for one that is not 0; space and
 * hyphen are drawn and left out of the text, and {@code |} parts alternatives.
 */
public enum PlateStyle {
    /** One line, blue band on the left. */
    EU("EU", 520, 110, "AA-999-AA|AA 999 AA|A AA 9999|9999 AAA"),
    /** State name above, motto below. */
    US_FLORIDA("US-FL", 305, 152, "AAA 999|AA9 9AA"),
    /** State name above in red. */
    US_CALIFORNIA("US-CA", 305, 152, "1AAA999"),
    /** Mint background. */
    US_NEW_YORK("US-NY", 305, 152, "AAA 9999"),
    /** White in front, yellow behind. */
    UK("GB", 520, 111, "AA99 AAA"),
    /** Mercosur, blue strip above. */
    BRAZIL("BR", 400, 130, "AAA9A99");

    /** As most countries do, without the letters that look like digits. */
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

    private final String region;
    private final int widthMm;
    private final int heightMm;
    private final String patterns;

    PlateStyle(String region, int widthMm, int heightMm, String patterns) {
        this.region = region;
        this.widthMm = widthMm;
        this.heightMm = heightMm;
        this.patterns = patterns;
    }

    /** Code as in readings, e.g. {@code US-FL}. */
    public String region() {
        return region;
    }

    int widthMm() {
        return widthMm;
    }

    int heightMm() {
        return heightMm;
    }

    /** A text as it is painted, with spaces and hyphens. */
    String paintedText(Random random) {
        var choices = List.of(patterns.split("\\|", -1));
        String pattern = choices.get(random.nextInt(choices.size()));
        var text = new StringBuilder();
        pattern.chars().forEach(place -> text.append(drawn((char) place, random)));
        return text.toString();
    }

    private static char drawn(char place, Random random) {
        return switch (place) {
            case 'A' -> LETTERS.charAt(random.nextInt(LETTERS.length()));
            case '9' -> (char) ('0' + random.nextInt(10));
            case '1' -> (char) ('1' + random.nextInt(9));
            default -> place;
        };
    }

    /** The characters of a painted text that count, A-Z and 0-9. */
    static String plain(String painted) {
        return painted.replaceAll("[^A-Z0-9]", "");
    }
}
