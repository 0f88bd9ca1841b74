package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Passes, at five frames a second, without a video between. */
class PassPipelineTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    private static final int RATE = 5;

    private final BarEngine bars = new BarEngine();
    private final CameraMeters meters = new CameraMeters(new SimpleMeterRegistry(), "gate");
    private final List<Publication> published = new ArrayList<>();

    @Test
    void aPassIsPublishedAtOnceWhenTwoReadsAgree() {
        var pipeline = pipeline(bars.engine(), PassSettings.defaults());
        var street = new BarStreet(new Car(1234, 0, 20, 20, 40, 12, 4));
        assertThat(pipeline.frame(frame(street, 0))).isEmpty();
        var second = pipeline.frame(frame(street, 1));

        assertThat(second).hasSize(1);
        var event = second.getFirst().event();
        assertThat(event.id().revision()).isEqualTo(1);
        assertThat(event.id().capturedAt()).isEqualTo(START);
        assertThat(event.plate().normalized()).isEqualTo("K1234Z");
        assertThat(event.details().reads()).isEqualTo(new PlateEvent.Reads(2, 2, List.of()));
        assertThat(event.details().latencyMs()).isBetween(0, 60_000);
    }

    @Test
    void aMisreadThatTheRestOfThePassCorrectsKeepsItsIdAndItsTime() {
        var engine = bars.engine(read -> read < 2 ? "K9999Z" : "");
        run(engine, 20, new Car(1234, 0, 15, 20, 40, 12, 4));

        assertThat(events()).hasSizeGreaterThan(1);
        assertThat(events()).extracting(e -> e.id().eventId()).containsOnly(firstId());
        assertThat(events()).extracting(e -> e.id().capturedAt()).containsOnly(START);
        assertThat(events().getFirst().plate().normalized()).isEqualTo("K9999Z");
        assertThat(events().getLast().plate().normalized()).isEqualTo("K1234Z");
        assertThat(events().getLast().plate().candidates())
                .extracting(PlateEvent.Candidate::normalized)
                .contains("K9999Z");
    }

    @Test
    void revisionsCountUpFromOne() {
        var engine = bars.engine(read -> read < 2 ? "K9999Z" : "");
        run(engine, 20, new Car(1234, 0, 15, 20, 40, 12, 4));
        var revisions = events().stream().map(e -> e.id().revision()).toList();
        for (int i = 0; i < revisions.size(); i++) {
            assertThat(revisions.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void platesOneCharacterApartSideBySideAreTwoEvents() {
        run(
                bars.engine(),
                25,
                new Car(1234, 0, 20, 40, 40, 4, 8),
                new Car(1235, 0, 20, 340, 40, 4, 8));
        assertThat(texts()).containsExactlyInAnyOrder("K1234Z", "K1235Z");
    }

    @Test
    void anOvertakenCarKeepsItsOwnPlate() {
        run(
                bars.engine(),
                30,
                new Car(1111, 0, 25, 20, 60, 12, 0),
                new Car(2222, 0, 25, 320, 140, -6, 0));
        assertThat(texts()).containsExactlyInAnyOrder("K1111Z", "K2222Z");
    }

    @Test
    void aParkedCarIsOneEventAndCostsLittle() {
        run(bars.engine(), 60 * RATE, new Car(1234, 0, 60 * RATE, 200, 100, 0, 0));
        assertThat(texts()).containsExactly("K1234Z");
        // Every two seconds to be sure, and not five times a second.
        assertThat(bars.detections()).isLessThan(40);
        assertThat(bars.reads()).isLessThanOrEqualTo(12);
    }

    @Test
    void aPlateHiddenForThreeSecondsStaysOneEvent() {
        run(
                bars.engine(),
                60,
                new Car(1234, 0, 12, 60, 100, 3, 0),
                new Car(1234, 28, 45, 150, 100, 3, 0));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(events()).extracting(e -> e.id().eventId()).containsOnly(firstId());
    }

    @Test
    void aCarThatComesBackAfterTwoMinutesIsASecondEvent() {
        run(
                bars.engine(),
                140 * RATE,
                new Car(1234, 0, 15, 20, 100, 8, 0),
                new Car(1234, 120 * RATE, 120 * RATE + 15, 20, 100, 8, 0));
        assertThat(texts()).containsExactly("K1234Z", "K1234Z");
    }

    @Test
    void readsThatNeverAgreeAreNoEventAndAreCounted() {
        run(bars.engine("K%04dZ"::formatted), 20, new Car(1234, 0, 2, 20, 40, 12, 4));
        assertThat(events()).isEmpty();
        assertThat(meters.rejects()).containsEntry("no_agreement", 1L);
    }

    @Test
    void refusedReadsAreCountedByTheirReason() {
        run(bars.engine(_ -> "?"), 20, new Car(1234, 0, 10, 20, 40, 12, 4));
        assertThat(events()).isEmpty();
        assertThat(meters.rejects().get("uncertain")).isPositive();
    }

    @Test
    void aSingleReadIsPublishedOnlyWhereItIsWantedAndThenFlagged() {
        var wanted = new PassSettings(2, true, 12, Duration.ofSeconds(2), Duration.ofSeconds(8));
        var pipeline = pipeline(bars.engine(read -> read == 0 ? "" : "?"), wanted);
        feed(pipeline, 20, new Car(1234, 0, 6, 20, 40, 12, 4));
        assertThat(texts()).containsExactly("K1234Z");
        assertThat(events().getFirst().details().reads())
                .isEqualTo(new PlateEvent.Reads(1, 1, List.of("single_read")));
    }

    @Test
    void anotherPictureSizeEndsThePassesOfTheOldOne() {
        var pipeline = pipeline(bars.engine(), PassSettings.defaults());
        var street = new BarStreet(new Car(1234, 0, 100, 200, 100, 1, 0));
        for (int i = 0; i < 5; i++) {
            pipeline.frame(frame(street, i));
        }
        var small = new RgbPicture(320, 180, new byte[3 * 320 * 180]);
        assertThat(pipeline.frame(frame(small, 5))).isEmpty();
        assertThat(pipeline.end()).isEmpty();
    }

    private void run(Engine engine, int frames, Car... cars) {
        feed(pipeline(engine, PassSettings.defaults()), frames, cars);
    }

    private void feed(PassPipeline pipeline, int frames, Car... cars) {
        var street = new BarStreet(cars);
        for (int i = 0; i < frames; i++) {
            published.addAll(pipeline.frame(frame(street, i)));
        }
        published.addAll(pipeline.end());
    }

    private PassPipeline pipeline(Engine engine, PassSettings settings) {
        var pipeline =
                new PassPipeline(
                        new Place("gate", "site", "host", "UNKNOWN"), settings, engine, meters);
        pipeline.begin(START);
        return pipeline;
    }

    private List<PlateEvent> events() {
        return published.stream().map(Publication::event).toList();
    }

    private UUID firstId() {
        return events().getFirst().id().eventId();
    }

    /** The texts of the highest revisions. */
    private List<String> texts() {
        var texts = new LinkedHashMap<UUID, String>();
        events().forEach(e -> texts.put(e.id().eventId(), e.plate().normalized()));
        return List.copyOf(texts.values());
    }

    private static Frame frame(BarStreet street, int index) {
        return frame(street.frame(index), index);
    }

    private static Frame frame(RgbPicture rgb, int index) {
        var pts = Duration.ofMillis(1000L * index / RATE);
        return new Frame(grey(rgb), pts, START.plus(pts), index, System.nanoTime());
    }

    private static YuvPicture grey(RgbPicture rgb) {
        var y = new byte[rgb.width() * rgb.height()];
        for (int i = 0; i < y.length; i++) {
            y[i] = rgb.rgb()[3 * i];
        }
        var chroma = new byte[(rgb.width() + 1) / 2 * ((rgb.height() + 1) / 2)];
        Arrays.fill(chroma, (byte) 128);
        return new YuvPicture(
                rgb.width(), rgb.height(), y, chroma, chroma.clone(), YuvPicture.Matrix.JPEG);
    }
}
