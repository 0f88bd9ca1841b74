package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.Videos;
import io.alpr.pilot.source.SourceItem.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whoever decodes, the frames come; on a machine without a card the processor goes on. */
class HardwareDecodingTest {
    @TempDir Path folder;

    @Test
    void everyFrameComesWhoeverDecodesAndTheLogSaysOnceWhoDoes() throws Exception {
        var street = new BarStreet(new BarStreet.Car(1234, 0, 100, 50, 50, 4, 2));
        var address =
                new SourceAddress(Videos.write(folder.resolve("a.mp4"), street, 20).toString());
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(HardwareDecoding.class);
        log.start();
        logger.addAppender(log);
        try {
            var plain = frames(address, SourceOptions.Hardware.OFF);
            assertThat(log.list).isEmpty();
            var asked = frames(address, SourceOptions.Hardware.AUTO);
            assertThat(log.list)
                    .singleElement()
                    .satisfies(
                            line ->
                                    assertThat(line.getFormattedMessage())
                                            .contains("a.mp4", "codec=h264")
                                            .containsAnyOf(
                                                    "going on in software", "decodes on hardware"));
            assertThat(plain).hasSize(20);
            assertThat(asked)
                    .extracting(Frame::pts)
                    .isEqualTo(plain.stream().map(Frame::pts).toList());
            // A card may round otherwise, but it is the same picture.
            for (int i = 0; i < plain.size(); i++) {
                assertThat(difference(plain.get(i), asked.get(i))).isLessThan(2);
            }
        } finally {
            logger.detachAppender(log);
        }
    }

    private static double difference(Frame a, Frame b) {
        long sum = 0;
        var left = a.picture().y();
        var right = b.picture().y();
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs((left[i] & 255) - (right[i] & 255));
        }
        return (double) sum / left.length;
    }

    private static List<Frame> frames(SourceAddress address, SourceOptions.Hardware hardware)
            throws SourceFailure {
        var options =
                new SourceOptions(
                        SourceStart.FROM_FILE, 1000, Duration.ofSeconds(5), 1, hardware, Map.of());
        var frames = new ArrayList<Frame>();
        try (var source = Sources.open(address, options)) {
            while (source.next() instanceof Frame frame) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
