package io.alpr.vision.read;

import io.alpr.vision.read.PlateReading.Legible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Several readings of one plate in one picture, each of a slightly other crop. Stateless. */
public final class Tries {
    private Tries() {}

    /**
     * The surest of them, as sure as the others allow: the score of each of its characters is
     * multiplied by the share of tries that have the same character there. A try of another length,
     * or one that could not be read, agrees with none.
     *
     * @param tries at least one
     * @return the first where none is legible
     */
    public static PlateReading joined(List<PlateReading> tries) {
        return tries.stream()
                .filter(Legible.class::isInstance)
                .map(Legible.class::cast)
                .max(Comparator.comparingDouble(Legible::confidence))
                .<PlateReading>map(surest -> asSure(surest, tries))
                .orElse(tries.getFirst());
    }

    private static Legible asSure(Legible surest, List<PlateReading> tries) {
        var scores = new ArrayList<Double>();
        for (int i = 0; i < surest.text().length(); i++) {
            int place = i;
            long same = tries.stream().filter(other -> agrees(surest, other, place)).count();
            scores.add(surest.scores().get(i) * ((double) same / tries.size()));
        }
        return new Legible(surest.text(), scores, surest.region());
    }

    private static boolean agrees(Legible surest, PlateReading other, int place) {
        return other instanceof Legible legible
                && legible.text().length() == surest.text().length()
                && legible.text().charAt(place) == surest.text().charAt(place);
    }
}
