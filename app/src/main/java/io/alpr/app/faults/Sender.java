package io.alpr.app.faults;

import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.Topics;
import io.alpr.recorder.Feed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays a script to the broker, evenly over a time, whatever the broker does meanwhile. {@link
 * #flood} and {@link #isDone} are for any thread.
 */
final class Sender {
    private static final int KINDS_OF_POISON = 6;

    /** Poison of floods is counted from here. */
    private static final int FLOODED = 1_000_000;

    private static final byte[] UNKNOWN_SCHEMA = {0, 0x0f, 0x12, 0x06, 0x01, 1, 2, 3};

    private final Feed feed;
    private final Script script;
    private final PlateEvent sample;
    private final int passes;
    private final Duration time;
    private final Wanted wanted = new Wanted();
    private final AtomicInteger flood = new AtomicInteger();
    private final FutureTask<Wanted> task = new FutureTask<>(this::play);
    private final CountDownLatch played = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private int flooded;

    /**
     * @param script of so many passes
     * @param sample an event out of which poison is made
     * @param time that it shall take
     */
    Sender(Feed feed, Script script, int passes, PlateEvent sample, Duration time) {
        this.feed = feed;
        this.script = script;
        this.passes = passes;
        this.sample = sample;
        this.time = time;
    }

    void start() {
        Thread.ofPlatform().daemon().name("sender").start(task);
    }

    /** So much poison more, at once. */
    void flood(int records) {
        flood.addAndGet(records);
    }

    /** Whether all of the script was sent, or sending failed. */
    boolean isDone() {
        return played.getCount() == 0 || task.isDone();
    }

    /** Passes of which something was sent, of all. */
    int sent() {
        return script.drawn();
    }

    /**
     * Waits for the end of the script; nothing is sent after it.
     *
     * @return what must be there now
     */
    Wanted await() throws InterruptedException {
        ending.countDown();
        try {
            return task.get();
        } catch (ExecutionException _) {
            throw new IllegalStateException("sending failed", task.exceptionNow());
        }
    }

    private Wanted play() throws InterruptedException {
        long began = System.nanoTime();
        for (var next = script.next(); next.isPresent(); next = script.next()) {
            send(next.get());
            pace(began);
            overflow();
        }
        played.countDown();
        ending.await();
        overflow();
        feed.flush();
        return wanted;
    }

    private void overflow() {
        for (int more = flood.getAndSet(0); more > 0; more--) {
            send(new Sending.Poison(FLOODED + flooded++));
        }
    }

    private void pace(long began) throws InterruptedException {
        long due = began + time.toNanos() / passes * script.drawn();
        long early = due - System.nanoTime();
        if (early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
    }

    private void send(Sending sending) {
        wanted.sent(sending);
        switch (sending) {
            case Sending.Event(var event) -> feed.send(event);
            case Sending.Picture(var picture) -> feed.send(picture);
            case Sending.Poison poison -> poison(poison);
        }
    }

    /** Bytes of every kind that a recorder must put aside. */
    private void poison(Sending.Poison poison) {
        var key = poison.key();
        switch (poison.number() % KINDS_OF_POISON) {
            case 0 -> feed.send(Topics.PLATES, key, "no Avro".getBytes(StandardCharsets.UTF_8));
            case 1 -> feed.send(Topics.PLATES, key, UNKNOWN_SCHEMA);
            case 2 -> feed.send(Topics.PLATES, key, half(feed.encoded(sample)));
            case 3 -> feed.send(Topics.PLATES, key, new byte[0]);
            case 4 -> feed.send(Topics.IMAGES, key, "no headers".getBytes(StandardCharsets.UTF_8));
            default -> feed.send(key, tampered(poison));
        }
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** Bytes that are not those of its hash. */
    private PictureMessage tampered(Sending.Poison poison) {
        var hash = PictureMessage.hashOf(poison.key().getBytes(StandardCharsets.UTF_8));
        return new PictureMessage(
                sample.id().eventId(),
                1,
                PictureKind.FRAME,
                ObjectKeys.of(sample.id(), sample.node().site(), PictureKind.FRAME, hash),
                hash,
                "others".getBytes(StandardCharsets.UTF_8));
    }
}
