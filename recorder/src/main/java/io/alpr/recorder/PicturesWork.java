package io.alpr.recorder;

import io.alpr.archive.ObjectStoreFault;
import io.alpr.archive.PictureLedger;
import io.alpr.archive.PictureStore;
import io.alpr.events.PictureMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pictures into the bucket, several at a time, then notes them in the archive. */
final class PicturesWork implements RecordWork {
    private static final Logger LOG = LoggerFactory.getLogger(PicturesWork.class);

    /** Failures of the store on one picture after which the picture may be the cause. */
    private static final int TRIES = 5;

    private static final int FAILURES_MAX = 10_000;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final PictureStore store;
    private final PictureLedger ledger;
    private final RecorderMetrics metrics;
    private final int uploadsMax;
    private final Predicate<PictureMessage> tooOld;

    /**
     * @param tooOld which pictures retention would take at once: counted, and as good as stored
     */
    PicturesWork(
            PictureStore store,
            PictureLedger ledger,
            RecorderMetrics metrics,
            int uploadsMax,
            Predicate<PictureMessage> tooOld) {
        this.store = store;
        this.ledger = ledger;
        this.metrics = metrics;
        this.uploadsMax = uploadsMax;
        this.tooOld = tooOld;
    }

    private record Received(ConsumerRecord<byte[], byte[]> record, PictureMessage picture) {
        /** Which record it is, for as long as it is not stored. */
        String coordinates() {
            return record.partition() + "@" + record.offset();
        }
    }

    @Override
    public Storing prepare(List<ConsumerRecord<byte[], byte[]>> batch) {
        return () -> store(batch);
    }

    private List<DeadLetter> store(List<ConsumerRecord<byte[], byte[]>> batch) {
        var letters = new ArrayList<DeadLetter>();
        var received = new ArrayList<Received>();
        for (var record : batch) {
            try {
                received.add(new Received(record, picture(record)));
            } catch (IllegalArgumentException e) {
                letters.add(
                        new DeadLetter(record, "invalid_value", String.valueOf(e.getMessage())));
            }
        }
        int all = received.size();
        received.removeIf(one -> tooOld.test(one.picture()));
        int expired = all - received.size();
        metrics.expired(expired);
        if (expired > 0) {
            LOG.warn("pictures={} are older than retention keeps, and are not stored", expired);
        }
        var put = new ArrayList<PictureLedger.Picture>();
        var refusals = uploaded(received);
        for (var i = 0; i < received.size(); i++) {
            var refusal = refusals.get(i);
            if (refusal.isEmpty()) {
                put.add(PictureLedger.Picture.of(received.get(i).picture()));
            } else {
                letters.add(
                        new DeadLetter(
                                received.get(i).record(),
                                "refused_picture",
                                String.valueOf(refusal.get().getMessage())));
            }
        }
        var began = System.nanoTime();
        var erased = ledger.stored(put);
        metrics.insert().record(Duration.ofNanos(System.nanoTime() - began));
        // Not before, since only the ledger's transaction sees every erasure; a recorder that dies
        // in between gets the batch again.
        store.delete(erased.stream().map(PictureLedger.Picture::key).toList());
        metrics.erased(erased.size());
        metrics.stored(put.size() - erased.size());
        return letters;
    }

    /**
     * For each picture its refusal, empty when it is in the bucket. A picture that the store failed
     * on {@link #TRIES} times comes last; where it fails again while others are stored, it is
     * refused, since one record must not hold up all others.
     */
    private List<Optional<ObjectStoreFault.Refused>> uploaded(List<Received> received) {
        var suspects = received.stream().filter(this::isSuspect).toList();
        var usual = received.stream().filter(one -> !isSuspect(one)).toList();
        var refusals = new HashMap<Received, Optional<ObjectStoreFault.Refused>>();
        upload(usual, refusals);
        boolean othersStored = refusals.values().stream().anyMatch(Optional::isEmpty);
        for (var one : suspects) {
            refusals.put(one, uploadSuspect(one, othersStored));
        }
        return received.stream().map(refusals::get).toList();
    }

    private boolean isSuspect(Received one) {
        return failures.getOrDefault(one.coordinates(), 0) >= TRIES;
    }

    private Optional<ObjectStoreFault.Refused> uploadSuspect(Received one, boolean othersStored) {
        try {
            return put(one);
        } catch (ObjectStoreFault.Unavailable e) {
            if (!othersStored) {
                throw e;
            }
            failures.remove(one.coordinates());
            return Optional.of(
                    new ObjectStoreFault.Refused(
                            "failed %d times while others were stored: %s"
                                    .formatted(TRIES + 1, e.getMessage()),
                            e));
        }
    }

    private void upload(
            List<Received> usual, Map<Received, Optional<ObjectStoreFault.Refused>> refusals) {
        var permits = new Semaphore(uploadsMax);
        var away = new AtomicBoolean();
        var uploads = new LinkedHashMap<Received, Future<Optional<ObjectStoreFault.Refused>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : usual) {
                uploads.put(one, threads.submit(upload(one, permits, away)));
            }
        }
        uploads.forEach((one, upload) -> refusals.put(one, resultOf(upload)));
    }

    private Callable<Optional<ObjectStoreFault.Refused>> upload(
            Received one, Semaphore permits, AtomicBoolean away) {
        return () -> {
            permits.acquire();
            try {
                // When the store is away for one it is for all: no queue of time-outs.
                if (away.get()) {
                    return Optional.empty();
                }
                return put(one);
            } catch (ObjectStoreFault.Unavailable e) {
                away.set(true);
                if (failures.size() < FAILURES_MAX) {
                    failures.merge(one.coordinates(), 1, Integer::sum);
                }
                throw e;
            } finally {
                permits.release();
            }
        };
    }

    private Optional<ObjectStoreFault.Refused> put(Received one) {
        try {
            store.put(one.picture());
            failures.remove(one.coordinates());
            return Optional.empty();
        } catch (ObjectStoreFault.Refused e) {
            return Optional.of(e);
        }
    }

    private static Optional<ObjectStoreFault.Refused> resultOf(
            Future<Optional<ObjectStoreFault.Refused>> upload) {
        try {
            return upload.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("upload failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while uploading", e);
        }
    }

    private static PictureMessage picture(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (var header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (record.value() == null || record.value().length == 0) {
            throw new IllegalArgumentException("picture record has no bytes");
        }
        return PictureMessage.of(headers, record.value());
    }
}
