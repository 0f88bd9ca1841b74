package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.read.PlateReading.Legible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsensusTest {
    private static final String CHARACTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

    @Test
    void manyNoisyReadsAreRightMoreOftenThanTheBestOneOfThem() {
        int fused = 0;
        int single = 0;
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            String plate = plate(random);
            var reads = noisyReads(plate, 9, random);
            var consensus = new Consensus();
            reads.forEach(read -> consensus.add(read, 0.8));
            var best =
                    reads.stream()
                            .max((a, b) -> Double.compare(a.confidence(), b.confidence()))
                            .orElseThrow();
            fused += consensus.verdict().orElseThrow().text().equals(plate) ? 1 : 0;
            single += best.text().equals(plate) ? 1 : 0;
        }
        assertThat(single).isBetween(100, 270);
        assertThat(fused).isGreaterThan(single + 20).isGreaterThan(285);
    }

    @Test
    void theOrderOfTheReadsDoesNotMatter() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var reads = new ArrayList<>(noisyReads(plate(random), 12, random));
            var forth = new Consensus();
            reads.forEach(read -> forth.add(read, weight(read)));
            Collections.shuffle(reads, random);
            var back = new Consensus();
            reads.forEach(read -> back.add(read, weight(read)));
            assertThat(back.verdict()).as("seed %d", seed).isEqualTo(forth.verdict());
        }
    }

    @Test
    void everyCharacterOfAVerdictWasReadAtItsPlaceByAReadOfThatLength() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var reads = noisyReads(plate(random), 1 + random.nextInt(6), random);
            var consensus = new Consensus();
            reads.forEach(read -> consensus.add(read, 1));
            String text = consensus.verdict().orElseThrow().text();
            for (int i = 0; i < text.length(); i++) {
                int place = i;
                assertThat(reads)
                        .as("seed %d, place %d of %s", seed, place, text)
                        .anyMatch(read -> hasNear(read.text(), place, text.charAt(place)));
            }
        }
    }

    @Test
    void oneReadIsItsOwnVerdict() {
        var consensus = new Consensus();
        consensus.add(new Legible("AB12", List.of(0.5, 0.6, 0.7, 0.8), "GB"), 0.5);
        var verdict = consensus.verdict().orElseThrow();
        assertThat(verdict.text()).isEqualTo("AB12");
        assertThat(verdict.scores()).containsExactly(0.5, 0.6, 0.7, 0.8);
        assertThat(verdict.region()).isEqualTo("GB");
        assertThat(verdict.reads()).isEqualTo(1);
        assertThat(verdict.agreeing()).isEqualTo(1);
        assertThat(verdict.candidates()).isEmpty();
    }

    @Test
    void readsWithDifferentMistakesMakeARightVerdictThatNoneOfThemHad() {
        var consensus = new Consensus();
        consensus.add(read("XB123CD", 0.9), 1);
        consensus.add(read("ABI23CD", 0.9), 1);
        consensus.add(read("AB1230D", 0.9), 1);
        var verdict = consensus.verdict().orElseThrow();
        assertThat(verdict.text()).isEqualTo("AB123CD");
        assertThat(verdict.agreeing()).isZero();
        assertThat(verdict.candidates())
                .extracting(Candidate::text)
                .containsExactlyInAnyOrder("XB123CD", "ABI23CD", "AB1230D");
    }

    @Test
    void aReadThatLostACharacterStillVotesForTheOthers() {
        var consensus = new Consensus();
        consensus.add(read("AB123CD", 0.6), 1);
        consensus.add(read("AB128CD", 0.61), 1);
        consensus.add(read("B123CD", 0.6), 1);
        assertThat(consensus.verdict().orElseThrow().text()).isEqualTo("AB123CD");
    }

    @Test
    void twoWholeReadsOutweighThreeFragments() {
        var consensus = new Consensus();
        consensus.add(read("GCG5V73", 0.7), 1);
        consensus.add(read("CCG5V73", 0.6), 1);
        consensus.add(read("5V3", 0.8), 1);
        consensus.add(read("5V3", 0.8), 1);
        consensus.add(read("573", 0.8), 1);
        assertThat(consensus.verdict().orElseThrow().text()).isEqualTo("GCG5V73");
    }

    @Test
    void aGoodPictureOutweighsTwoBadOnes() {
        var consensus = new Consensus();
        consensus.add(read("AB123CD", 0.9), 0.9);
        consensus.add(read("A8123CD", 0.8), 0.2);
        consensus.add(read("A8123CD", 0.8), 0.2);
        var verdict = consensus.verdict().orElseThrow();
        assertThat(verdict.text()).isEqualTo("AB123CD");
        assertThat(verdict.scores().get(1)).isLessThan(verdict.scores().get(0));
    }

    @Test
    void theRegionWithTheMostVotesWinsAndUnknownIsNoVote() {
        var consensus = new Consensus();
        consensus.add(new Legible("A1", List.of(0.9, 0.9), PlateReading.UNKNOWN_REGION), 1);
        consensus.add(new Legible("A1", List.of(0.9, 0.9), PlateReading.UNKNOWN_REGION), 1);
        assertThat(consensus.verdict().orElseThrow().region())
                .isEqualTo(PlateReading.UNKNOWN_REGION);
        consensus.add(new Legible("A1", List.of(0.5, 0.5), "EU"), 0.3);
        assertThat(consensus.verdict().orElseThrow().region()).isEqualTo("EU");
    }

    @Test
    void withoutWeightThereIsNoVerdict() {
        var consensus = new Consensus();
        assertThat(consensus.verdict()).isEmpty();
        consensus.add(read("AB123CD", 0.9), 0);
        assertThat(consensus.verdict()).isEmpty();
        assertThatThrownBy(() -> consensus.add(read("A", 1), 1.01))
                .hasMessageContaining("0 to 1, got: 1.01");
    }

    @Test
    void oneTracksReadsNeverReachAnother() {
        var one = new Consensus();
        var other = new Consensus();
        one.add(read("AB123CD", 0.9), 1);
        assertThat(other.verdict()).isEmpty();
        other.add(read("ZZ999ZZ", 0.9), 1);
        assertThat(one.verdict().orElseThrow().text()).isEqualTo("AB123CD");
        assertThat(one.verdict().orElseThrow().reads()).isEqualTo(1);
    }

    @Test
    void endlessDifferentTextsDoNotPushOutThePlate() {
        var consensus = new Consensus();
        var random = new Random(4);
        for (int i = 0; i < 5000; i++) {
            consensus.add(read(plate(random), 0.3), 0.3);
            if (i % 10 == 0) {
                consensus.add(read("AB123CD", 0.9), 1);
            }
        }
        var verdict = consensus.verdict().orElseThrow();
        assertThat(verdict.text()).isEqualTo("AB123CD");
        assertThat(verdict.reads()).isEqualTo(5500);
        assertThat(verdict.candidates()).hasSizeLessThanOrEqualTo(Consensus.CANDIDATES_MAX);
    }

    @Test
    void alignmentHasTheFewestChanges() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            String a = plate(random).substring(random.nextInt(4));
            String b = noisyReads(a, 1, random).getFirst().text();
            assertThat(Alignment.distance(a, b)).as("%s %s", a, b).isEqualTo(slowDistance(a, b));
        }
    }

    private static int slowDistance(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int same = a.charAt(0) == b.charAt(0) ? 0 : 1;
        int change = same + slowDistance(a.substring(1), b.substring(1));
        if (same == 0) {
            return change;
        }
        int left = 1 + slowDistance(a.substring(1), b);
        return Math.min(change, Math.min(left, 1 + slowDistance(a, b.substring(1))));
    }

    /** A read of another length may have it up to two places beside. */
    private static boolean hasNear(String text, int place, char character) {
        for (int i = Math.max(0, place - 2); i <= place + 2 && i < text.length(); i++) {
            if (text.charAt(i) == character) {
                return true;
            }
        }
        return false;
    }

    private static double weight(Legible read) {
        return read.text().hashCode() % 100 / 200.0 + 0.5;
    }

    private static Legible read(String text, double score) {
        return new Legible(
                text, Collections.nCopies(text.length(), score), PlateReading.UNKNOWN_REGION);
    }

    private static String plate(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    /** Each character is wrong one time in eight, and then scored a little lower on the whole. */
    private static List<Legible> noisyReads(String plate, int count, Random random) {
        var reads = new ArrayList<Legible>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder();
            var scores = new ArrayList<Double>();
            for (char character : plate.chars().mapToObj(c -> (char) c).toList()) {
                boolean wrong = random.nextInt(8) == 0;
                text.append(wrong ? CHARACTERS.charAt(random.nextInt(33)) : character);
                scores.add((wrong ? 0.4 : 0.55) + 0.4 * random.nextDouble());
            }
            if (random.nextInt(10) == 0) {
                int lost = random.nextInt(text.length());
                text.deleteCharAt(lost);
                scores.remove(lost);
            }
            reads.add(new Legible(text.toString(), scores, PlateReading.UNKNOWN_REGION));
        }
        return reads;
    }
}
