package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.Videos;
import io.alpr.pilot.evidence.EvidenceDesk;
import io.alpr.pilot.evidence.Finding;
import io.alpr.pilot.evidence.FrameRing;
import io.alpr.pilot.evidence.PictureEncoder;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.pilot.evidence.Sought;
import io.alpr.vision.Engine;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Passes whose pictures are looked for in a second stream. */
@Timeout(60)
class PassEvidenceTest {
    private static final int FRAMES = 30;
    private static final BarStreet.Car CAR = new BarStreet.Car(1234, 3, 20, 40, 60, 12, 5);
    private static final BarStreet STREET = new BarStreet(CAR);

    private final PassRun run = new PassRun();

    @Test
    void thePictureIsOfTheSecondStreamWhereItReadsTheSameAgain() throws Exception {
        look(i -> Videos.larger(STREET.frame(i), 2), false);

        var event = run.archived().getFirst();
        assertThat(run.texts()).containsExactly(CAR.text());
        assertThat(event.details().reads().flags()).containsExactly("evidence_stream");
        assertThat(event.details().box().width())
                .as("twice the plate of the small stream")
                .isEqualTo(2 * BarStreet.PLATE_WIDTH);
        int frame = event.details().span().frameNumber();
        assertThat(event.details().box().x()).isEqualTo(2 * CAR.xAt(frame));
        assertThat(event.details().box().y()).isEqualTo(2 * CAR.yAt(frame));
        assertThat(event.pictures())
                .extracting(PlateEvent.PictureRef::kind)
                .containsExactly(PictureKind.PLATE, PictureKind.VEHICLE);
        assertThat(picture(event, PictureKind.PLATE).width())
                .isGreaterThan(2 * BarStreet.PLATE_WIDTH);
        assertThat(new BarEngine().engine().recognize(picture(event, PictureKind.VEHICLE)))
                .anyMatch(plate -> plate.reading().toString().contains(CAR.text()));
        assertThat(run.evidence("used")).isPositive();
    }

    @Test
    void theFirstEventComesAsEarlyAsWithoutIt() throws Exception {
        look(i -> Videos.larger(STREET.frame(i), 2), false);
        var alone = alone();

        assertThat(run.publishedAt().getFirst()).isEqualTo(alone.publishedAt().getFirst());
        var first = run.events().getFirst();
        assertThat(first.id()).isEqualTo(alone.events().getFirst().id());
        assertThat(first.pictures()).isEqualTo(alone.events().getFirst().pictures());
        assertThat(first.details().reads().flags()).isEmpty();
        assertThat(run.archived()).hasSameSizeAs(alone.archived());
    }

    @Test
    void aPictureThatComesWhileThePassEndsIsShownToo() throws Exception {
        var ring = new FrameRing(Duration.ofMinutes(1), Long.MAX_VALUE);
        for (int i = 0; i < FRAMES; i++) {
            ring.add(run.inStep(Videos.larger(STREET.frame(i), 2), i));
        }
        // A read that lies has the pass read once more in the end, and then the picture comes.
        var bars = run.bars().engine(read -> read == 1 ? "K9999Z" : "");
        var came = new ArrayList<Runnable>();
        try (var desk = desk(ring, bars, false);
                var engine = new Engine(bars.detector(), new Told(bars.reader(), came))) {
            SecondSight late =
                    sought -> {
                        var finding = found(desk, sought);
                        var future = new CompletableFuture<Finding>();
                        came.add(() -> future.complete(finding));
                        return Optional.of(future);
                    };
            run.feed(run.pipeline(engine, late), FRAMES, STREET::frame);
        }
        assertThat(run.archived().getFirst().details().reads().flags())
                .containsExactly("evidence_stream");
    }

    private static Finding found(EvidenceDesk desk, Sought sought) {
        try {
            return desk.lookFor(sought).orElseThrow().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells when it reads a stack, whose pictures are twice as fine. */
    private record Told(PlateReader reader, List<Runnable> listeners) implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            if (crops.stream().anyMatch(crop -> crop.width() > 1.5 * BarStreet.PLATE_WIDTH)) {
                listeners.forEach(Runnable::run);
            }
            return reader.read(crops);
        }

        @Override
        public double margin() {
            return reader.margin();
        }

        @Override
        public String name() {
            return reader.name();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    @Test
    void theWholeFrameIsShownWhereItIsWanted() throws Exception {
        look(i -> Videos.larger(STREET.frame(i), 2), true);

        var event = run.archived().getFirst();
        assertThat(event.pictures())
                .extracting(PlateEvent.PictureRef::kind)
                .containsExactly(PictureKind.PLATE, PictureKind.VEHICLE, PictureKind.FRAME);
        assertThat(picture(event, PictureKind.FRAME).width()).isEqualTo(2 * BarStreet.WIDTH);
        assertThat(run.events().getFirst().pictures()).hasSize(2);
    }

    @Test
    void aStreamThatIsALittleLaterShowsThePlateAllTheSame() throws Exception {
        look(i -> Videos.larger(STREET.frame(Math.max(0, i - 1)), 2), false);

        assertThat(run.archived().getFirst().details().reads().flags())
                .containsExactly("evidence_stream");
    }

    @Test
    void aPictureOfAnotherPlateIsNotShown() throws Exception {
        var other = new BarStreet(new BarStreet.Car(77, 3, 20, 40, 60, 12, 5));
        look(i -> Videos.larger(other.frame(i), 2), false);

        assertThat(run.evidence("other_plate")).isPositive();
        assertThat(run.evidence("used")).isZero();
        isAsIfAlone();
    }

    @Test
    void aStreamThatShowsNoPlateIsNotShown() throws Exception {
        var empty = new BarStreet();
        look(i -> Videos.larger(empty.frame(i), 2), false);

        assertThat(run.evidence("unreadable")).isPositive();
        isAsIfAlone();
    }

    @Test
    void aStreamWithoutFramesChangesNothing() throws Exception {
        try (var engine = run.bars().engine();
                var desk = desk(new FrameRing(Duration.ofSeconds(2), 1), engine, false)) {
            run.feed(run.pipeline(engine, desk), FRAMES, STREET::frame);
        }
        assertThat(run.evidence("no_frame")).isPositive();
        isAsIfAlone();
    }

    @Test
    void aLookThatNeverEndsIsGivenUp() throws Exception {
        long started = System.nanoTime();
        try (var engine = run.bars().engine()) {
            var pipeline = run.pipeline(engine, _ -> Optional.of(new CompletableFuture<>()));
            run.feed(pipeline, FRAMES, STREET::frame);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(9));
        assertThat(run.evidence("no_frame")).isPositive();
        isAsIfAlone();
    }

    @Test
    void aPlateThatIsSmallerInTheSecondStreamIsNotShown() throws Exception {
        IntFunction<RgbPicture> large = i -> parked(i, new PixelBox(200, 150, 192, 48));
        var ring = new FrameRing(Duration.ofMinutes(1), Long.MAX_VALUE);
        try (var engine = run.bars().engine();
                var desk = desk(ring, engine, false)) {
            for (int i = 0; i < FRAMES; i++) {
                ring.add(run.inStep(parked(i, new PixelBox(240, 160, 96, 24)), i));
            }
            run.feed(run.pipeline(engine, desk), FRAMES, large);
        }
        assertThat(run.texts()).containsExactly(CAR.text());
        assertThat(run.events())
                .allSatisfy(event -> assertThat(event.details().reads().flags()).isEmpty());
        assertThat(run.events())
                .allSatisfy(event -> assertThat(event.details().box().width()).isEqualTo(192));
    }

    private static RgbPicture parked(int frame, PixelBox plate) {
        return frame < 20 ? BarStreet.frame(CAR.code(), plate) : new BarStreet().frame(frame);
    }

    /** Both streams in step; the second one is there before it is asked for. */
    private void look(IntFunction<RgbPicture> second, boolean wholeFrame) throws Exception {
        var ring = new FrameRing(Duration.ofMinutes(1), Long.MAX_VALUE);
        for (int i = 0; i < FRAMES; i++) {
            ring.add(run.inStep(second.apply(i), i));
        }
        try (var engine = run.bars().engine();
                var desk = desk(ring, engine, wholeFrame)) {
            run.feed(run.pipeline(engine, desk), FRAMES, STREET::frame);
        }
    }

    private static EvidenceDesk desk(FrameRing ring, Engine engine, boolean wholeFrame) {
        return new EvidenceDesk("gate", ring, engine, new PictureEncoder(_ -> {}), wholeFrame);
    }

    private static PassRun alone() {
        var alone = new PassRun();
        try (var engine = alone.bars().engine()) {
            alone.feed(alone.pipeline(engine, PassSettings.defaults()), FRAMES, STREET::frame);
        }
        return alone;
    }

    private void isAsIfAlone() {
        var alone = alone();
        assertThat(run.publishedAt()).isEqualTo(alone.publishedAt());
        assertThat(run.events())
                .extracting(PlateEvent::id)
                .isEqualTo(alone.events().stream().map(PlateEvent::id).toList());
        assertThat(run.events())
                .extracting(PlateEvent::pictures)
                .isEqualTo(alone.events().stream().map(PlateEvent::pictures).toList());
        assertThat(run.events())
                .allSatisfy(event -> assertThat(event.details().reads().flags()).isEmpty());
    }

    private RgbPicture picture(PlateEvent event, PictureKind kind) throws Exception {
        var key = event.picture(kind).orElseThrow().key();
        List<PictureMessage> sent =
                run.pictures().stream().filter(picture -> picture.key().equals(key)).toList();
        assertThat(sent).isNotEmpty();
        return Pictures.decode(key, sent.getFirst().jpeg());
    }
}
