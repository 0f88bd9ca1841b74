package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.Candidate;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.SeenPatterns;
import io.alpr.vision.read.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PassTest {
    private static final PixelBox BOX = new PixelBox(40, 40, 96, 24);

    private final CameraMeters meters = new CameraMeters(new SimpleMeterRegistry(), "gate");

    private final Engine bars = new BarEngine().engine();

    private final Pass pass =
            new Pass(
                    PassSettings.defaults(),
                    new EventIdentity(
                            new Place("gate", "site", "host", "UNKNOWN"),
                            new EventIdentity.Origin(
                                    PassRun.START, Duration.ZERO, PassRun.START, 1, false),
                            new Heading(PassSettings.defaults().direction())),
                    new SecondLooks(
                            SecondSight.NONE, new CameraMeters(new SimpleMeterRegistry(), "gate")),
                    PassRun.START);

    @Test
    void clearReadsOutvoteMoreBlurredOnesThatAgreeUponAnother() {
        for (int blurred = 0; blurred < 5; blurred++) {
            read("K1234Z", 0.4);
        }
        assertThat(pass.verdict()).map(Verdict::text).contains("K1234Z");
        read("K1235Z", 0.95);
        assertThat(pass.verdict()).map(Verdict::text).contains("K1235Z");
    }

    @Test
    void readsAsClearAsEachOtherCountAlike() {
        read("K1234Z", 0.8);
        read("K1234Z", 0.8);
        read("K1235Z", 0.95);
        assertThat(pass.verdict()).map(Verdict::text).contains("K1234Z");
    }

    /** All its frames show K1234Z. */
    @Test
    void theClearestPicturesAreReadOnceMoreInTheEnd() {
        for (int lie = 0; lie < 6; lie++) {
            read("K1235Z", 0.8);
        }
        read("K1234Z", 0.8);
        var last = last();
        assertThat(last.text()).isEqualTo("K1234Z");
        assertThat(last.agreeing()).isEqualTo(6);
        assertThat(last.reads()).isEqualTo(7 + 6);
        assertThat(last.candidates()).first().extracting(Candidate::text).isEqualTo("K1235Z");
        assertThat(pass.exhibit("K1234Z")).isPresent();
    }

    @Test
    void aMendedTextIsShownInThePictureThatReadTheSame() {
        for (int lie = 0; lie < 6; lie++) {
            read("K1235Z", 0.8);
        }
        read("K1234Z", 0.5);
        assertThat(last().text()).isEqualTo("K1234Z");
        assertThat(pass.picture("K1234Z")).map(BestRead::quality).contains(0.5);
    }

    @Test
    void sureReadsThatAgreeStand() {
        for (int lie = 0; lie < 6; lie++) {
            read("K1235Z", 0.8, 0.95);
        }
        assertThat(last()).isSameAs(pass.lastAgreed().orElseThrow());
    }

    @Test
    void readsThatAgreeUponADoubtfulCharacterAreReadOnceMore() {
        for (int lie = 0; lie < 6; lie++) {
            read("K1235Z", 0.8, 0.7);
        }
        assertThat(last().text()).isEqualTo("K1234Z");
    }

    @Test
    void aLastReadingMendsNoMoreThanOneCharacter() {
        for (int lie = 0; lie < 6; lie++) {
            read("K1255Z", 0.8);
        }
        read("K1234Z", 0.8);
        assertThat(last().text()).isEqualTo("K1255Z");
    }

    /** The stack is read with 0.9 for each character. */
    @Test
    void aPlateOfARarerKindWantsToBeSurerThanTheReadsWere() {
        for (int lie = 0; lie < 6; lie++) {
            read("KL234Z", 0.8, 0.95);
        }
        read("K1234Z", 0.2);
        assertThat(last().text()).isEqualTo("K1234Z");
        assertThat(lastWhere("KK999Z").text()).isEqualTo("KL234Z");
        for (int doubt = 0; doubt < 6; doubt++) {
            read("K1234Z", 0.6);
        }
        assertThat(lastWhere("KK999Z").text()).isEqualTo("K1234Z");
    }

    /** Where a plate like this one has driven by. */
    private Verdict lastWhere(String plate) {
        var readings = new LastReading(new Engine(bars.detector(), new Learner()), meters);
        readings.of(pass, verdict(plate, 0.95));
        return readings.of(pass, pass.lastAgreed().orElseThrow());
    }

    @Test
    void whatIsReadWithoutDoubtTellsWhatPlatesAreLikeHere() {
        var reader = new Learner();
        var readings = new LastReading(new Engine(bars.detector(), reader), meters);
        var said = verdict("K1234Z", 0.95);
        readings.of(pass, said);
        assertThat(reader.seen.plates("A9999A")).isEqualTo(1);
        readings.of(pass, verdict("KK234Z", 0.75));
        assertThat(reader.seen.plates("AA999A")).isZero();
    }

    @Test
    void whatWasMendedTellsNothingOfPlates() {
        var reader = new Learner();
        for (int lie = 0; lie < 6; lie++) {
            read("K1235Z", 0.8, 0.85);
        }
        var readings = new LastReading(new Engine(bars.detector(), reader), meters);
        var last = readings.of(pass, pass.lastAgreed().orElseThrow());
        assertThat(last.text()).isEqualTo("K1234Z");
        assertThat(reader.seen.plates("A9999A")).isZero();
    }

    private static Verdict verdict(String text, double score) {
        var scores = Collections.nCopies(text.length(), score);
        return new Verdict(text, scores, score, "UNKNOWN", 4, 4, List.of());
    }

    /** Shows what it is told of plates. */
    private final class Learner implements PlateReader {
        private SeenPatterns seen = new SeenPatterns();

        @Override
        public PlateReader once(SeenPatterns told) {
            seen = told;
            return this;
        }

        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return bars.reader().read(crops);
        }

        @Override
        public double margin() {
            return bars.reader().margin();
        }

        @Override
        public double commonness(String text, String region) {
            return 0.1 * (1 + seen.plates(text.replaceAll("[A-Z]", "A").replaceAll("\\d", "9")));
        }

        @Override
        public String name() {
            return "learner";
        }

        @Override
        public void close() {}
    }

    private Verdict last() {
        return new LastReading(bars, meters).of(pass, pass.lastAgreed().orElseThrow());
    }

    private void read(String text, double quality) {
        read(text, quality, 0.9);
    }

    private void read(String text, double quality, double score) {
        var frame = PassRun.frame(BarStreet.frame(1234, BOX), 0);
        var scores = Collections.nCopies(text.length(), score);
        pass.add(new Legible(text, scores, "UNKNOWN"), frame, BOX, quality);
    }
}
