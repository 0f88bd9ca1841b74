package io.alpr.pilot.publish.outbox;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Undecodable;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Events and their pictures on disk until they are delivered: events in SQLite, pictures as files
 * beside it. What {@link #put} has kept outlives a kill and a loss of power.
 *
 * <p>When it is full, by its own limit or by the disk's, the oldest pictures make room for events;
 * only when no picture is left is an event turned away. Events are never deleted but by {@link
 * #acknowledge}. The events of one camera come out in the order in which they went in.
 *
 * <p>One process has it at a time. Safe for several threads; one of them delivers.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** When the disk is full, so much is freed at once: a little would be gone with the next. */
    private static final long DISK_SHED_BYTES = 1L << 20;

    /** Most bytes of pictures that are given out at once. */
    private static final long PARCELS_BYTES_MAX = 16L << 20;

    private static final int SHED_PICTURES = 64;
    private static final String LIMIT = "it holds as much as it may";
    private static final String DISK_FULL = "its disk is full";

    private final OutboxSettings settings;
    private final FolderLock folderLock;
    private final Ledger ledger;
    private final PictureFolder pictures;
    private final PlateEventCodec codec;
    private final Reserve reserve;
    private final Pressure pressure = new Pressure(System::nanoTime);
    private final Stock stock = new Stock();
    private final Map<Long, Parcel> delivered = new TreeMap<>();
    private boolean closed;

    private Outbox(
            OutboxSettings settings, FolderLock folderLock, Ledger ledger, PictureFolder pictures) {
        this.settings = settings;
        this.folderLock = folderLock;
        this.ledger = ledger;
        this.pictures = pictures;
        this.reserve = new Reserve(settings.folder().resolve("reserve"));
        this.codec = new PlateEventCodec(new StoredSchemas(ledger), "outbox");
    }

    /**
     * Opens an outbox with what an earlier life left in it. Files without an event are deleted;
     * events that were set aside get another chance.
     *
     * @throws StartFailure when another process has it or its disk cannot be used
     */
    public static Outbox open(OutboxSettings settings) {
        var folder = settings.folder();
        var folderLock = FolderLock.take(folder);
        try {
            var pictures = new PictureFolder(folder.resolve("pictures"));
            var ledger = Ledger.open(folder.resolve("events.db"));
            try {
                var outbox = new Outbox(settings, folderLock, ledger, pictures);
                outbox.mend();
                return outbox;
            } catch (IOException | RuntimeException e) {
                ledger.close();
                throw e;
            }
        } catch (IOException | OutboxUnavailable e) {
            folderLock.close();
            throw new StartFailure(
                    "outbox %s cannot be used: %s; mend its disk, or name another folder (outbox.folder in alpr.yaml)"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private void mend() throws IOException {
        var orphans = pictures.names();
        for (var picture : ledger.pictures()) {
            orphans.remove(picture.file());
            stock.pictures(picture.bytes());
        }
        orphans.forEach(pictures::delete);
        var _ = reserve.take();
        try {
            ledger.retrySetAside();
        } catch (OutboxUnavailable e) {
            // A full disk must not keep a pilot from starting: sending is what frees it.
            log.warn("outbox={} error={}", settings.folder(), e.reason());
        }
        for (var group : ledger.groups()) {
            count(group);
        }
        if (stock.waiting() > 0) {
            log.info(
                    "outbox={} waiting={} from an earlier run", settings.folder(), stock.waiting());
        }
    }

    private void count(Ledger.Group group) {
        long bytes = group.bytes() + group.events() * Draft.eventBytes(0);
        if (group.waiting()) {
            stock.arrived(group.cameraId(), group.events(), bytes);
        } else {
            stock.foundSetAside(group.events(), bytes);
        }
    }

    /**
     * Takes an event with its pictures. One that is here already, with the same id and revision, is
     * kept as it is.
     *
     * @return {@link Receipt.Kept} once it is on disk, perhaps without its pictures
     */
    public synchronized Receipt put(PlateEvent event, List<PictureMessage> evidence) {
        if (closed) {
            return new Receipt.TurnedAway("the outbox is closed");
        }
        if (reserve.isMissing()) {
            return turnAway(DISK_FULL);
        }
        try {
            return ledger.holds(event.id())
                    ? Receipt.KEPT
                    : keep(new Draft(event.id(), codec.encode(event), evidence));
        } catch (OutboxUnavailable e) {
            return turnAway(e);
        }
    }

    private Receipt keep(Draft whole) {
        var draft = fitted(whole);
        if (draft.bytes() > room()) {
            return turnAway(LIMIT);
        }
        var loss = PictureLoss.LIMIT;
        while (true) {
            try {
                store(draft);
                for (int i = draft.pictures().size(); i < whole.pictures().size(); i++) {
                    stock.lost(loss, 0);
                }
                return Receipt.KEPT;
            } catch (OutboxUnavailable fault) {
                draft.files().forEach(pictures::delete);
                if (!fault.full()) {
                    return turnAway(fault);
                }
                pressure.shedding(described(DISK_FULL));
                if (!shed(Math.max(draft.bytes(), DISK_SHED_BYTES), PictureLoss.DISK_FULL)) {
                    if (draft.pictures().isEmpty()) {
                        return turnAway(DISK_FULL);
                    }
                    draft = draft.bare();
                    loss = PictureLoss.DISK_FULL;
                }
            }
        }
    }

    /** As much of it as the limit allows, older pictures gone. */
    private Draft fitted(Draft draft) {
        if (draft.bytes() <= room()) {
            return draft;
        }
        pressure.shedding(described(LIMIT));
        var fitting = draft.bytes() <= room() + stock.pictureBytes() ? draft : draft.bare();
        if (fitting.bytes() > room()) {
            shed(fitting.bytes() - room(), PictureLoss.LIMIT);
        }
        return fitting;
    }

    private void store(Draft draft) {
        pictures.keep(draft.pictures());
        ledger.insert(draft.id(), System.currentTimeMillis(), draft.body(), draft.rows());
        stock.arrived(draft.id().cameraId(), 1, draft.bare().bytes());
        stock.pictures(draft.pictureBytes());
    }

    /**
     * Takes the oldest pictures away, files first: that is what frees a full disk.
     *
     * @return whether anything went
     */
    private boolean shed(long bytes, PictureLoss loss) {
        long freed = 0;
        boolean any = false;
        while (freed < bytes) {
            var going = new ArrayList<Ledger.PictureRow>();
            for (var picture : ledger.oldestPictures(SHED_PICTURES)) {
                if (freed < bytes) {
                    any |= pictures.delete(picture.file());
                    going.add(picture);
                    freed += picture.bytes();
                }
            }
            if (going.isEmpty() || !forgotten(going)) {
                return any;
            }
            going.forEach(picture -> stock.lost(loss, picture.bytes()));
            any = true;
        }
        return any;
    }

    private boolean forgotten(List<Ledger.PictureRow> going) {
        try {
            ledger.forget(going);
            return true;
        } catch (OutboxUnavailable e) {
            log.debug("pictures not struck out", e);
            return false;
        }
    }

    private Receipt turnAway(String why) {
        pressure.full(described(why));
        return new Receipt.TurnedAway(why);
    }

    private Receipt turnAway(OutboxUnavailable fault) {
        if (fault.full()) {
            return turnAway(DISK_FULL);
        }
        pressure.full(
                "outbox %s cannot be written: %s; mend its disk or its permissions"
                        .formatted(settings.folder(), fault.reason()));
        return new Receipt.TurnedAway(fault.reason());
    }

    private String described(String why) {
        return "outbox %s: %s (%d events wait, %d of %d MiB); bring the broker back, free some of its disk, or raise outbox.size_mib in alpr.yaml"
                .formatted(
                        settings.folder(),
                        why,
                        stock.waiting(),
                        stock.bytes() >> 20,
                        settings.bytesMax() >> 20);
    }

    private long room() {
        return settings.bytesMax() - stock.bytes();
    }

    /**
     * What is to be sent next: of each camera what waited longest, in order. The same is given
     * again until it is acknowledged or set aside. What cannot be read is set aside.
     *
     * @param most parcels, about; at least one of each camera
     * @throws OutboxUnavailable when the disk fails; nothing is lost
     */
    public synchronized List<Parcel> next(int most) {
        if (closed) {
            return List.of();
        }
        strikeDelivered();
        var parcels = new ArrayList<Parcel>();
        var cameras = stock.camerasInTurn();
        int share = Math.max(1, most / Math.max(1, cameras.size()));
        long bytes = 0;
        for (var camera : cameras) {
            for (var row : ledger.oldest(camera, share)) {
                var parcel = parcel(camera, row);
                parcel.ifPresent(parcels::add);
                bytes += parcel.map(Outbox::bytes).orElse(0L);
                if (bytes > PARCELS_BYTES_MAX) {
                    return parcels;
                }
            }
        }
        return parcels;
    }

    private static long bytes(Parcel parcel) {
        return parcel.pictures().stream().mapToLong(picture -> picture.jpeg().length).sum();
    }

    private Optional<Parcel> parcel(String cameraId, Ledger.Row row) {
        PlateEvent event;
        try {
            event = codec.decode(row.body());
        } catch (Undecodable e) {
            setAside(row.number(), cameraId, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
        var kept = new ArrayList<PictureMessage>();
        for (var picture : ledger.picturesOf(row.number())) {
            picture(event, picture).ifPresent(kept::add);
        }
        return Optional.of(
                new Parcel(row.number(), Instant.ofEpochMilli(row.keptAt()), event, kept));
    }

    private Optional<PictureMessage> picture(PlateEvent event, Ledger.PictureRow row) {
        if (!pictures.has(row.file())) {
            lose(row, PictureLoss.MISSING);
            return Optional.empty();
        }
        var id = event.id();
        var whole =
                pictures.read(row.file())
                        .map(
                                jpeg ->
                                        new PictureMessage(
                                                id.eventId(),
                                                id.revision(),
                                                row.kind(),
                                                row.key(),
                                                row.sha256(),
                                                jpeg))
                        .filter(PictureMessage::intact);
        if (whole.isEmpty()) {
            lose(row, PictureLoss.DAMAGED);
        }
        return whole;
    }

    private void lose(Ledger.PictureRow row, PictureLoss loss) {
        var _ = pictures.delete(row.file());
        // On a full disk its row may have to stay; then it is counted when its event leaves.
        if (forgotten(List.of(row))) {
            stock.lost(loss, row.bytes());
            log.warn("picture={} dropped={}", row.key(), loss.label());
        }
    }

    /**
     * Deletes what was delivered. Where the disk does not let it, that is remembered and done
     * before anything else is given out; only a kill in between makes it be sent again.
     */
    public synchronized void acknowledge(List<Parcel> parcels) {
        if (closed) {
            return;
        }
        parcels.forEach(parcel -> delivered.put(parcel.number(), parcel));
        try {
            strikeDelivered();
        } catch (OutboxUnavailable e) {
            log.debug("delivered events not struck out", e);
            // Their pictures have arrived; without them a full disk has room for the rest.
            parcels.forEach(
                    parcel ->
                            parcel.pictures().forEach(p -> pictures.delete(PictureFolder.name(p))));
        }
    }

    private void strikeDelivered() {
        if (delivered.isEmpty()) {
            return;
        }
        for (var event : deleted()) {
            for (var picture : event.pictures()) {
                var _ = pictures.delete(picture.file());
                if (wasDelivered(picture)) {
                    stock.pictures(-picture.bytes());
                } else {
                    stock.lost(PictureLoss.MISSING, picture.bytes());
                }
            }
            stock.left(event.cameraId(), Draft.eventBytes(event.bytes()));
        }
        delivered.clear();
    }

    private boolean wasDelivered(Ledger.PictureRow picture) {
        var parcel = delivered.get(picture.number());
        return parcel != null
                && parcel.pictures().stream().anyMatch(sent -> sent.kind() == picture.kind());
    }

    private List<Ledger.Deleted> deleted() {
        try {
            return ledger.delete(delivered.keySet());
        } catch (OutboxUnavailable e) {
            if (e.full() && reserve.spend()) {
                return ledger.delete(delivered.keySet());
            }
            throw e;
        }
    }

    /**
     * Lets an event wait no more, since it can never be delivered. It stays on disk with its
     * reason, and gets another chance when the outbox is opened again.
     *
     * @throws OutboxUnavailable when the disk fails; the event waits on
     */
    public synchronized void setAside(Parcel parcel, String reason) {
        var id = parcel.event().id();
        try (var _ = MDC.putCloseable("eventId", id.eventId().toString())) {
            setAside(parcel.number(), id.cameraId(), reason);
        }
    }

    private void setAside(long number, String cameraId, String reason) {
        ledger.setAside(number, reason);
        stock.wentAside(cameraId);
        log.error("camera={} number={} setAside={}", cameraId, number, reason);
    }

    /**
     * Lets a picture go that can never be delivered, so that its event can.
     *
     * @return the parcel without it
     * @throws OutboxUnavailable when the disk fails; nothing was changed
     */
    public synchronized Parcel refuse(Parcel parcel, PictureMessage picture) {
        for (var row : ledger.picturesOf(parcel.number())) {
            if (row.kind() == picture.kind()) {
                lose(row, PictureLoss.REFUSED);
            }
        }
        return parcel.without(picture);
    }

    /** How much room there is. */
    public synchronized OutboxState state() {
        return pressure.state((double) stock.bytes() / (double) settings.bytesMax());
    }

    /** Events that wait to be sent. */
    public synchronized int waiting() {
        return stock.waiting() - delivered.size();
    }

    /** Events that were set aside since they can never be sent. */
    public synchronized int setAside() {
        return stock.setAside();
    }

    /** Bytes that events and pictures take. */
    public synchronized long bytes() {
        return stock.bytes();
    }

    /** Bytes that they may take. */
    public long bytesMax() {
        return settings.bytesMax();
    }

    /** How long the oldest event has waited; zero when none waits. */
    public synchronized Duration oldest() {
        if (closed) {
            return Duration.ZERO;
        }
        return ledger.oldestKeptAt()
                .map(at -> Duration.ofMillis(Math.max(0, System.currentTimeMillis() - at)))
                .orElse(Duration.ZERO);
    }

    /** Pictures that were dropped for that reason since the outbox was opened. */
    public synchronized long lost(PictureLoss loss) {
        return stock.losses(loss);
    }

    /** Gives the folder free; what waits stays for the next life. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                ledger.close();
            } finally {
                folderLock.close();
            }
        }
    }
}
