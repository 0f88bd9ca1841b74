package io.alpr.pilot.pass;

import io.alpr.vision.EditDistance;
import io.alpr.vision.Engine;
import io.alpr.vision.read.Candidate;
import io.alpr.vision.read.Consensus;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.Tries;
import io.alpr.vision.read.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the clearest pictures of a pass once more, as single pictures are read: each tried several
 * times, and by what plates are like. For passes that are over and whose reads contradict each
 * other or are all in doubt about a character. The frames of a pass are many, but alike: under one
 * blur they make one mistake, and a few clear pictures read with care know better; if the clearer
 * half of them bears the pass out, the rest is not asked. They mend a single character and no more,
 * for the sharpest pictures may be those in which something hides half of the plate. Stateless but
 * for its meters.
 */
final class LastReading {
    /** So many times the votes for what the pass says must be for another text. */
    private static final double CLEARLY = 1.5;

    /** A character's score in the reads of a pass below which they may all be wrong alike. */
    private static final double SURE = 0.8;

    private final Engine engine;
    private final CameraMeters meters;

    /**
     * @param engine for frames
     */
    LastReading(Engine engine, CameraMeters meters) {
        this.engine = engine.closely();
        this.meters = meters;
    }

    /** What was read in a picture. */
    private record Look(BestRead read, PlateReading reading) {
        boolean says(String text) {
            return reading instanceof Legible legible && legible.text().equals(text);
        }

        double confidence() {
            return reading instanceof Legible legible ? legible.confidence() : 0;
        }
    }

    /**
     * What a pass says in the end.
     *
     * @param said what its reads agree upon
     * @return {@code said}, or another reading of the same plate, whose picture the pass then has
     */
    Verdict of(Pass pass, Verdict said) {
        if (isBeyondDoubt(said)) {
            return said;
        }
        var clearest = pass.clearest();
        int half = (clearest.size() + 1) / 2;
        var looks = new ArrayList<>(looks(clearest.subList(0, half)));
        if (looks.stream().allMatch(look -> look.says(said.text()))) {
            return said;
        }
        looks.addAll(looks(clearest.subList(half, clearest.size())));
        var joined = Tries.joined(looks.stream().map(Look::reading).toList());
        return joined instanceof Legible legible && outvotes(legible.text(), said, looks)
                ? corrected(pass, said, legible, looks)
                : said;
    }

    /** Whether all reads say the same, and none of its characters was doubtful to them. */
    private static boolean isBeyondDoubt(Verdict said) {
        return said.agreeing() == said.reads()
                && said.scores().stream().allMatch(score -> score >= SURE);
    }

    private List<Look> looks(List<BestRead> pictures) {
        long started = System.nanoTime();
        var looks = new ArrayList<Look>(pictures.size());
        for (var read : pictures) {
            var plate = read.cutout().plate();
            looks.add(
                    new Look(
                            read,
                            engine.read(plate, List.of(read.cutout().within(read.origin().size())))
                                    .getFirst()));
        }
        meters.read(System.nanoTime() - started, pictures.size());
        return looks;
    }

    private static boolean outvotes(String text, Verdict said, List<Look> looks) {
        return EditDistance.between(text, said.text()) == 1
                && votes(text, looks) > CLEARLY * votes(said.text(), looks);
    }

    private static double votes(String text, List<Look> looks) {
        return looks.stream().filter(l -> l.says(text)).mapToDouble(Look::confidence).sum();
    }

    private static Verdict corrected(Pass pass, Verdict said, Legible legible, List<Look> looks) {
        var agreeing = looks.stream().filter(look -> look.says(legible.text())).toList();
        agreeing.stream()
                .max(Comparator.comparingDouble(Look::confidence))
                .ifPresent(best -> pass.show(legible.text(), best.read().read(best.confidence())));
        var scores = legible.scores();
        return new Verdict(
                legible.text(),
                scores,
                scores.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                said.region(),
                said.reads() + looks.size(),
                agreeing.size(),
                candidates(legible.text(), said, looks));
    }

    /** What the pass said before comes first. */
    private static List<Candidate> candidates(String text, Verdict said, List<Look> looks) {
        double all = looks.stream().mapToDouble(Look::confidence).sum();
        var before = new Candidate(said.text(), votes(said.text(), looks) / Math.max(all, 1e-9));
        var others = said.candidates().stream().filter(other -> !other.text().equals(text));
        return Stream.concat(Stream.of(before), others).limit(Consensus.CANDIDATES_MAX).toList();
    }
}
