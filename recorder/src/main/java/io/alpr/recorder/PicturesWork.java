package io.alpr.recorder;

import io.alpr.archive.ObjectStoreFault;
import io.alpr.archive.PictureLedger;
import io.alpr.archive.PictureStore;
import io.alpr.events.PictureMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    private record Received(ConsumerRecord<byte[], byte[]> record, PictureMessage picture) {}

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

    /** For each picture its refusal, empty when it is in the bucket. */
    private List<Optional<ObjectStoreFault.Refused>> uploaded(List<Received> received) {
        var permits = new Semaphore(uploadsMax);
        var away = new AtomicBoolean();
        var uploads = new ArrayList<Future<Optional<ObjectStoreFault.Refused>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : received) {
                uploads.add(threads.submit(upload(one.picture(), permits, away)));
            }
        }
        var refusals = new ArrayList<Optional<ObjectStoreFault.Refused>>();
        for (var upload : uploads) {
            refusals.add(resultOf(upload));
        }
        return refusals;
    }

    private Callable<Optional<ObjectStoreFault.Refused>> upload(
            PictureMessage picture, Semaphore permits, AtomicBoolean away) {
        return () -> {
            permits.acquire();
            try {
                // When the store is away for one it is for all: no queue of time-outs.
                if (!away.get()) {
                    store.put(picture);
                }
                return Optional.empty();
            } catch (ObjectStoreFault.Refused e) {
                return Optional.of(e);
            } catch (ObjectStoreFault.Unavailable e) {
                away.set(true);
                throw e;
            } finally {
                permits.release();
            }
        };
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
