package io.alpr.recorder;

import io.alpr.archive.CameraStatusStore;
import io.alpr.archive.Erasure;
import io.alpr.archive.EventStore;
import io.alpr.archive.Partitions;
import io.alpr.archive.PictureLedger;
import io.alpr.archive.Retention;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.EventIds;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import io.alpr.service.Health;
import io.alpr.service.Part;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events, pictures and camera statuses from Kafka to the archive. Two lanes, so that events
 * are archived while the object store is away; each commits its offsets only after the database's
 * transaction, and puts aside on {@link Topics#DEAD_LETTERS} what can never be stored.
 */
public final class Recorder implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(8);

    private final Connections connections;
    private final DeadLetters deadLetters;
    private final Housekeeping housekeeping;
    private final Lookout lookout;
    private final List<KafkaClientMetrics> clients = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Recorder(RecorderSettings settings, MeterRegistry meters, StoredListener listener) {
        var clock = Clock.systemUTC();
        var metrics = new RecorderMetrics(meters);
        this.connections = new Connections(settings);
        this.deadLetters = new DeadLetters(settings.kafka(), metrics, clock);
        var database = connections.database();
        var bucket = settings.objectStore().bucket();
        var events =
                new EventsWork(
                        new EventsWork.Codecs(
                                new PlateEventCodec(connections.registry(), bucket),
                                new CameraStatusCodec(connections.registry())),
                        new EventsWork.Stores(
                                new EventStore(database, bucket),
                                new CameraStatusStore(database),
                                new Partitions(database),
                                settings.retention()),
                        metrics,
                        listener,
                        clock);
        var pictures =
                new PicturesWork(
                        connections.pictures(),
                        new PictureLedger(database),
                        metrics,
                        settings.batch().uploadsMax(),
                        picture ->
                                EventIds.timeOf(picture.eventId())
                                        .filter(
                                                at ->
                                                        settings.retention()
                                                                .picturesExpired(
                                                                        at, clock.instant()))
                                        .isPresent());
        this.housekeeping =
                Housekeeping.start(
                        new Retention(database, connections.pictures()),
                        new Erasure(database, connections.pictures(), LOG::info),
                        database,
                        settings.retention(),
                        clock);
        this.lookout = Lookout.start(metrics, database, settings.kafka());
        addLane(settings, metrics, "events", List.of(Topics.PLATES, Topics.CAMERAS), events);
        addLane(settings, metrics, "pictures", List.of(Topics.IMAGES), pictures);
        clients.forEach(client -> client.bindTo(meters));
    }

    /**
     * Waits until database, object store, broker and registry answer, brings schema, bucket and
     * topics into being where they are missing, and starts.
     *
     * @throws io.alpr.service.StartFailure when one of them does not answer in time
     */
    public static Part start(RecorderSettings settings, MeterRegistry meters) {
        return start(settings, meters, event -> {});
    }

    /**
     * @param listener is told of what reached the archive
     * @throws io.alpr.service.StartFailure when one of the others does not answer in time
     * @see #start(RecorderSettings, MeterRegistry)
     */
    public static Part start(
            RecorderSettings settings, MeterRegistry meters, StoredListener listener) {
        var recorder = new Recorder(settings, meters, listener);
        recorder.threads.forEach(Thread::start);
        LOG.info(
                "recorder group={} database={} started",
                settings.kafka().group(),
                settings.database().address());
        return recorder;
    }

    @Override
    public String name() {
        return "recorder";
    }

    @Override
    public Health health() {
        Health worst = Health.UP;
        for (var lane : lanes) {
            switch (lane.health()) {
                case Health.Down down -> {
                    return down;
                }
                case Health.Degraded degraded -> worst = degraded;
                case Health.Up _ -> {}
            }
        }
        var away = connections.away();
        if (!away.isEmpty() && worst instanceof Health.Up) {
            return new Health.Degraded("no answer from the " + String.join(", the ", away));
        }
        return worst;
    }

    @Override
    public void close() {
        housekeeping.close();
        lookout.close();
        lanes.forEach(Lane::stop);
        var end = System.nanoTime() + STOP_MAX.toNanos();
        for (var thread : threads) {
            join(thread, Duration.ofNanos(end - System.nanoTime()));
        }
        clients.forEach(KafkaClientMetrics::close);
        deadLetters.close();
        connections.close();
    }

    private void addLane(
            RecorderSettings settings,
            RecorderMetrics metrics,
            String name,
            List<String> topics,
            RecordWork work) {
        var consumer =
                new KafkaConsumer<>(
                        KafkaProperties.consumer(settings, name),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        clients.add(new KafkaClientMetrics(consumer));
        var lane = new Lane(name, topics, consumer, work, deadLetters, metrics);
        lanes.add(lane);
        threads.add(Thread.ofPlatform().name("recorder-" + name).unstarted(lane));
    }

    private static void join(Thread thread, Duration max) {
        try {
            if (max.isPositive() && thread.join(max)) {
                return;
            }
            LOG.warn("thread={} did not end in time, interrupting", thread.getName());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
