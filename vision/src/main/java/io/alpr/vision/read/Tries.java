package io.alpr.vision.read;

import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Several readings of one plate in one picture, each of a slightly other crop. Stateless. */
public final class Tries {
    /** Mean score of the characters below which several tries know nothing together. */
    private static final double BELIEVED = 0.3;

    private Tries() {}

    /**
     * The text that has the most votes, a vote being as much as its try is sure; as sure as the
     * others allow: the score of each of its characters in the surest try is multiplied by the
     * share of tries that have the same character there. A try of another length, or one that could
     * not be read, agrees with none. Where that leaves less than {@value #BELIEVED} on average,
     * they have not read it: nothing that is no plate is read alike in every try.
     *
     * @param tries at least one; a single one stands as it is; spots must be of one frame or none
     * @return the first where none is legible
     */
    public static PlateReading joined(List<PlateReading> tries) {
        var legible =
                tries.stream().filter(Legible.class::isInstance).map(Legible.class::cast).toList();
        return legible.stream()
                .max(
                        Comparator.<Legible>comparingDouble(one -> votes(one, legible))
                                .thenComparingDouble(Legible::confidence))
                .map(surest -> asSure(surest, tries))
                .map(joined -> tries.size() > 1 ? believed(joined) : joined)
                .orElse(tries.getFirst());
    }

    private static PlateReading believed(Legible joined) {
        double mean = joined.scores().stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return mean < BELIEVED ? new Illegible(Refusal.UNCERTAIN, joined.text(), mean) : joined;
    }

    private static double votes(Legible one, List<Legible> tries) {
        return tries.stream()
                .filter(other -> other.text().equals(one.text()))
                .mapToDouble(Legible::confidence)
                .sum();
    }

    private static Legible asSure(Legible surest, List<PlateReading> tries) {
        var scores = new ArrayList<Double>();
        for (int i = 0; i < surest.text().length(); i++) {
            int place = i;
            long same = tries.stream().filter(other -> agrees(surest, other, place)).count();
            scores.add(surest.scores().get(i) * ((double) same / tries.size()));
        }
        return new Legible(surest.text(), scores, surest.region(), spots(surest, tries));
    }

    /** Where it was seen by a try of the same text that tells. */
    private static List<Spot> spots(Legible surest, List<PlateReading> tries) {
        return tries.stream()
                .filter(Legible.class::isInstance)
                .map(Legible.class::cast)
                .filter(one -> one.text().equals(surest.text()) && !one.spots().isEmpty())
                .map(Legible::spots)
                .findFirst()
                .orElse(List.of());
    }

    private static boolean agrees(Legible surest, PlateReading other, int place) {
        return other instanceof Legible legible
                && legible.text().length() == surest.text().length()
                && legible.text().charAt(place) == surest.text().charAt(place);
    }
}
