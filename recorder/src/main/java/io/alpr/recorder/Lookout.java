package io.alpr.recorder;

import io.alpr.archive.ArchiveFacts;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every half minute at what nobody tells the recorder: how many dead letters lie, how large
 * the archive is and when it was backed up last. Letters that cannot be counted are told as not
 * known; of the archive the last look holds.
 */
final class Lookout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final RecorderMetrics metrics;
    private final Database database;
    private final DeadLetterTally letters;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("lookout").factory());

    private Lookout(RecorderMetrics metrics, Database database, DeadLetterTally letters) {
        this.metrics = metrics;
        this.database = database;
        this.letters = letters;
    }

    static Lookout start(RecorderMetrics metrics, Database database, RecorderSettings.Kafka kafka) {
        var lookout = new Lookout(metrics, database, new DeadLetterTally(kafka));
        var _ =
                lookout.timer.scheduleWithFixedDelay(
                        lookout::look, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
        return lookout;
    }

    private void look() {
        try {
            metrics.deadLetters((double) letters.count());
        } catch (KafkaException e) {
            LOG.debug("dead letters cannot be counted", e);
            metrics.deadLetters(Double.NaN);
        } catch (RuntimeException e) {
            LOG.error("dead letters cannot be counted: {}", e.getMessage(), e);
        }
        try {
            metrics.archive(ArchiveFacts.of(database));
        } catch (DatabaseUnavailable e) {
            LOG.debug("the archive cannot be looked at", e);
        } catch (RuntimeException e) {
            LOG.error("the archive cannot be looked at: {}", e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // The consumer is for the thread that uses it.
        timer.execute(letters::close);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(2, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
