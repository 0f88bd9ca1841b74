package io.alpr.recorder;

import io.alpr.archive.CameraStatusStore;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.EventStore;
import io.alpr.archive.Partitions;
import io.alpr.archive.RetentionPolicy;
import io.alpr.archive.StoreOutcome;
import io.alpr.events.CameraStatus;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import io.alpr.events.Undecodable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Stores plate events and camera statuses. One thread may prepare while one stores. */
final class EventsWork implements RecordWork {
    private static final Logger LOG = LoggerFactory.getLogger(EventsWork.class);
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(6);
    private static final Duration PARTITIONS_AGAIN = Duration.ofMinutes(10);

    private final Codecs codecs;
    private final Stores stores;
    private final RecorderMetrics metrics;
    private final StoredListener listener;
    private final Clock clock;
    private Instant partitionsNext = Instant.EPOCH;

    record Codecs(PlateEventCodec events, CameraStatusCodec statuses) {}

    record Stores(
            EventStore events,
            CameraStatusStore statuses,
            Partitions partitions,
            RetentionPolicy retention) {}

    EventsWork(
            Codecs codecs,
            Stores stores,
            RecorderMetrics metrics,
            StoredListener listener,
            Clock clock) {
        this.codecs = codecs;
        this.stores = stores;
        this.metrics = metrics;
        this.listener = listener;
        this.clock = clock;
    }

    /** What a record holds. */
    private sealed interface Content {
        record Event(PlateEvent event) implements Content {}

        record Status(CameraStatus status) implements Content {}

        /** A compacted topic's empty value forgets a camera; there is nothing to store. */
        record Nothing() implements Content {}

        record Poison(DeadLetter letter) implements Content {}
    }

    /** A batch, decoded. */
    private record Decoded(
            List<ConsumerRecord<byte[], byte[]>> records,
            EventStore.Batch events,
            List<CameraStatus> statuses,
            List<DeadLetter> letters) {}

    @Override
    public Storing prepare(List<ConsumerRecord<byte[], byte[]>> batch) {
        var decoded = decoded(batch);
        return () -> store(decoded);
    }

    private Decoded decoded(List<ConsumerRecord<byte[], byte[]>> batch) {
        var letters = new ArrayList<DeadLetter>();
        var events = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, PlateEvent>();
        var statuses = new ArrayList<CameraStatus>();
        // Decoding takes nearly as long as storing, and every processor can help with it.
        var contents = batch.parallelStream().map(this::content).toList();
        for (var i = 0; i < batch.size(); i++) {
            switch (contents.get(i)) {
                case Content.Event(var event) -> events.put(batch.get(i), event);
                case Content.Status(var status) -> statuses.add(status);
                case Content.Nothing() -> {}
                case Content.Poison(var letter) -> letters.add(letter);
            }
        }
        var kept = withoutExpired(events);
        return new Decoded(
                List.copyOf(kept.keySet()),
                stores.events().prepared(List.copyOf(kept.values())),
                statuses,
                letters);
    }

    private List<DeadLetter> store(Decoded decoded) {
        makePartitions();
        stores.statuses().store(decoded.statuses());
        var letters = new ArrayList<>(decoded.letters());
        letters.addAll(storeEvents(decoded));
        return letters;
    }

    private Content content(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (!record.topic().equals(Topics.CAMERAS)) {
                return new Content.Event(codecs.events().decode(valueOf(record)));
            }
            return record.value() == null
                    ? new Content.Nothing()
                    : new Content.Status(codecs.statuses().decode(record.value()));
        } catch (Undecodable e) {
            var message = String.valueOf(e.getMessage());
            return new Content.Poison(new DeadLetter(record, e.reason().wireName(), message));
        }
    }

    private static byte[] valueOf(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    /** What retention would take at once is not taken in: counted, and as good as stored. */
    private Map<ConsumerRecord<byte[], byte[]>, PlateEvent> withoutExpired(
            Map<ConsumerRecord<byte[], byte[]>, PlateEvent> events) {
        var now = clock.instant();
        int all = events.size();
        events.values()
                .removeIf(
                        event ->
                                stores.retention()
                                        .isExpired(
                                                event.node().site(), event.id().capturedAt(), now));
        int expired = all - events.size();
        metrics.expired(expired);
        if (expired > 0) {
            LOG.warn("passes={} are older than retention keeps, and are not stored", expired);
        }
        return events;
    }

    private List<DeadLetter> storeEvents(Decoded decoded) {
        if (decoded.records().isEmpty()) {
            return List.of();
        }
        var began = System.nanoTime();
        var outcomes = stores.events().store(decoded.events());
        metrics.insert().record(Duration.ofNanos(System.nanoTime() - began));
        var letters = new ArrayList<DeadLetter>();
        for (var i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case StoreOutcome.Inserted(var event) -> tell(event);
                case StoreOutcome.Revised(var event) -> tell(event);
                case StoreOutcome.Duplicate(_) -> metrics.skipped(1);
                case StoreOutcome.Erased(_) -> metrics.erased(1);
                case StoreOutcome.Rejected(_, var reason) ->
                        letters.add(
                                new DeadLetter(
                                        decoded.records().get(i), "refused_by_database", reason));
            }
        }
        return letters;
    }

    private void tell(PlateEvent event) {
        metrics.stored(1);
        try {
            listener.onStored(event);
        } catch (RuntimeException e) {
            try (var _ = MDC.putCloseable("eventId", event.id().eventId().toString())) {
                LOG.warn("listener failed: {}", e.getMessage(), e);
            }
        }
    }

    private void makePartitions() {
        var now = clock.instant();
        if (now.isBefore(partitionsNext)) {
            return;
        }
        try {
            stores.partitions().ahead(now);
            partitionsNext = now.plus(PARTITIONS_EVERY);
        } catch (DatabaseUnavailable e) {
            // Somebody reads for long. They are made two weeks ahead, and DEFAULT takes the rest.
            LOG.warn("partitions are made later: {}", e.getMessage());
            partitionsNext = now.plus(PARTITIONS_AGAIN);
        }
    }
}
