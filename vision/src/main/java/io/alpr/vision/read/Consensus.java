package io.alpr.vision.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fuses the reads of one track: one frame may be wrong, a vehicle's whole pass seldom is.
 *
 * <p>The length with the most votes over all characters is chosen first; then each place takes the
 * character with the most votes, where a vote is the character's score times the weight of its
 * read. Reads of another length are laid along by edit distance and vote where they fall, if they
 * are no more than {@value #EDITS_MAX} edits away. No character stands in a verdict that no read
 * had at its place.
 *
 * <p>The order of the reads changes nothing, as long as there are at most {@link #TEXTS_MAX}
 * different texts; beyond that the weakest are forgotten, so memory stays bounded. Not safe for use
 * by several threads; one instance for each track.
 */
public final class Consensus {
    /** Different texts kept. */
    public static final int TEXTS_MAX = 64;

    /** Candidates in a verdict. */
    public static final int CANDIDATES_MAX = 5;

    private static final int EDITS_MAX = 2;

    private static final Comparator<Ballot> STRONGEST_FIRST =
            Comparator.comparingLong(Ballot::strength).reversed().thenComparing(Ballot::text);

    private final Map<String, Ballot> ballots = new HashMap<>();
    private final Map<String, Long> regions = new TreeMap<>();
    private int reads;

    /**
     * Adds one read.
     *
     * @param reading what was read
     * @param weight how good the picture was, 0 (its vote does not count) to 1
     */
    public void add(PlateReading.Legible reading, double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("Weight of a read must be 0 to 1, got: " + weight);
        }
        reads++;
        var ballot = Ballot.of(reading, weight);
        ballots.merge(reading.text(), ballot, Ballot::plus);
        if (ballots.size() > TEXTS_MAX) {
            ballots.values().stream()
                    .max(STRONGEST_FIRST)
                    .ifPresent(weakest -> ballots.remove(weakest.text()));
        }
        addRegion(reading.region(), ballot.strength());
    }

    /** What the reads say so far; empty while none had any weight. */
    public Optional<Verdict> verdict() {
        var sorted = ballots.values().stream().sorted(STRONGEST_FIRST).toList();
        if (sorted.isEmpty() || sorted.getFirst().strength() == 0) {
            return Optional.empty();
        }
        int length = strongestLength(sorted);
        var sameLength = sorted.stream().filter(b -> b.text().length() == length).toList();
        var tally = new Tally(length);
        for (var ballot : sameLength) {
            tally.add(ballot);
        }
        String draft = tally.text();
        for (var ballot : sorted) {
            if (ballot.text().length() != length
                    && Alignment.distance(ballot.text(), draft) <= EDITS_MAX) {
                tally.add(ballot, Alignment.places(ballot.text(), draft));
            }
        }
        return Optional.of(verdict(tally, sorted));
    }

    private Verdict verdict(Tally tally, List<Ballot> sorted) {
        String text = tally.text();
        var scores = tally.scores();
        int agreeing = ballots.containsKey(text) ? ballots.get(text).reads() : 0;
        double confidence =
                scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Verdict(
                text, scores, confidence, region(), reads, agreeing, candidates(text, sorted));
    }

    private static List<Candidate> candidates(String text, List<Ballot> sorted) {
        double total = sorted.stream().mapToLong(Ballot::strength).sum();
        var candidates = new ArrayList<Candidate>();
        for (var ballot : sorted) {
            if (!ballot.text().equals(text) && candidates.size() < CANDIDATES_MAX) {
                candidates.add(new Candidate(ballot.text(), ballot.strength() / total));
            }
        }
        return candidates;
    }

    private static int strongestLength(List<Ballot> sorted) {
        var strength = new TreeMap<Integer, Long>();
        for (var ballot : sorted) {
            int length = ballot.text().length();
            strength.merge(length, ballot.strength() * length, Long::sum);
        }
        // By characters, not by reads: readers drop characters more often than they add some, so
        // a few whole reads outweigh many fragments.
        return strength.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private void addRegion(String region, long strength) {
        boolean known = !region.equals(PlateReading.UNKNOWN_REGION);
        if (known && (regions.containsKey(region) || regions.size() < TEXTS_MAX)) {
            regions.merge(region, strength, Long::sum);
        }
    }

    private String region() {
        return regions.entrySet().stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(PlateReading.UNKNOWN_REGION);
    }
}
