package io.alpr.pilot.pass;

import io.alpr.vision.EditDistance;
import io.alpr.vision.Engine;
import io.alpr.vision.read.Candidate;
import io.alpr.vision.read.Consensus;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.SeenPatterns;
import io.alpr.vision.read.Verdict;
import io.alpr.vision.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the clearest pictures of a pass once more, laid upon each other, as a single picture is
 * read: tried several times, and by what plates are like, most of all those that drive by here. For
 * passes that are over and whose reads contradict each other or are all in doubt about a character.
 * The frames of a pass are many, but each has its noise; together they have less. Only pictures in
 * which the plate was read but for one character are taken, and one character is mended and no
 * more, for the sharpest may be those in which something hides half of the plate; and into a rarer
 * kind of plate as long only where that is surer than the reads were. One instance for each camera;
 * not safe for several threads.
 */
final class LastReading {
    /** A character's score in the reads of a pass below which they may all be wrong alike. */
    private static final double SURE = 0.9;

    /** And from which they tell what kind of plates drive by. */
    private static final double LIKELY = 0.8;

    private final SeenPatterns seen = new SeenPatterns();
    private final Engine engine;
    private final CameraMeters meters;

    /**
     * @param engine for frames
     */
    LastReading(Engine engine, CameraMeters meters) {
        this.engine = engine.closely(seen);
        this.meters = meters;
    }

    /**
     * What a pass says in the end.
     *
     * @param said what its reads agree upon
     * @return {@code said}, or another reading of the same plate; for it the pass shows the picture
     *     in which a frame read the same, and where none did the clearest of those that were laid
     *     upon each other
     */
    Verdict of(Pass pass, Verdict said) {
        var last = said.agreeing() == said.reads() && isSure(said, SURE) ? said : anew(pass, said);
        if (last.text().equals(said.text()) && isSure(said, LIKELY)) {
            seen.add(said.text());
        }
        return last;
    }

    private Verdict anew(Pass pass, Verdict said) {
        return stack(pass.clearest(said.text()))
                .flatMap(stack -> read(stack).map(legible -> mended(pass, said, legible, stack)))
                .orElse(said);
    }

    private static boolean isSure(Verdict said, double least) {
        return said.scores().stream().allMatch(score -> score >= least);
    }

    /** Twice as clear weighs four times, as in the votes of a pass. */
    private static Optional<Stack> stack(List<BestRead> clearest) {
        return Stack.of(
                clearest.stream()
                        .map(
                                read ->
                                        new Stack.Layer(
                                                read.cutout().plate(),
                                                read.cutout().within(read.origin().size()),
                                                read.quality() * read.quality()))
                        .toList());
    }

    private Optional<Legible> read(Stack stack) {
        long started = System.nanoTime();
        var reading = engine.read(stack.picture(), List.of(stack.plate())).getFirst();
        meters.read(System.nanoTime() - started, 1);
        return reading instanceof Legible legible ? Optional.of(legible) : Optional.empty();
    }

    /** Whether it speaks against the reads and against what plates are like, and is no surer. */
    private boolean isAgainstAllOdds(Legible again, Verdict said) {
        return again.text().length() == said.text().length()
                && commonness(again.text(), said) < commonness(said.text(), said)
                && IntStream.range(0, said.text().length())
                        .filter(at -> again.text().charAt(at) != said.text().charAt(at))
                        .anyMatch(at -> again.scores().get(at) <= said.scores().get(at));
    }

    private double commonness(String text, Verdict said) {
        return engine.reader().commonness(text, said.region());
    }

    private Verdict mended(Pass pass, Verdict said, Legible legible, Stack stack) {
        if (EditDistance.between(legible.text(), said.text()) != 1
                || isAgainstAllOdds(legible, said)) {
            return said;
        }
        if (pass.picture(legible.text()).isEmpty()) {
            var clearest = pass.clearest(said.text()).getFirst();
            pass.show(legible.text(), clearest.read(legible.confidence()));
        }
        var scores = legible.scores();
        return new Verdict(
                legible.text(),
                scores,
                scores.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                said.region(),
                said.reads() + stack.pictures(),
                stack.pictures(),
                candidates(legible.text(), said));
    }

    /** What the pass said before comes first, with what the others left it. */
    private static List<Candidate> candidates(String text, Verdict said) {
        double others = said.candidates().stream().mapToDouble(Candidate::confidence).sum();
        var before = new Candidate(said.text(), Math.clamp(1 - others, 0.0, 1.0));
        return Stream.concat(
                        Stream.of(before),
                        said.candidates().stream().filter(other -> !other.text().equals(text)))
                .limit(Consensus.CANDIDATES_MAX)
                .toList();
    }
}
