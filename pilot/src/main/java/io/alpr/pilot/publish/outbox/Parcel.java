package io.alpr.pilot.publish.outbox;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An event with its pictures, as it is to be sent. The event names exactly the pictures that are
 * there, so that no archive waits for others; where some are missing it carries the flag {@value
 * #PICTURE_DROPPED}.
 *
 * @param number counts up; never given twice by one outbox
 * @param keptAt when it was put into the outbox, UTC
 * @param event names {@code pictures} and no others
 * @param pictures whole, their hashes checked
 */
public record Parcel(long number, Instant keptAt, PlateEvent event, List<PictureMessage> pictures) {
    /** Flag of an event that had more pictures when it was made. */
    public static final String PICTURE_DROPPED = "picture_dropped";

    private static final int FLAGS_MAX = 32;

    public Parcel {
        pictures = List.copyOf(pictures);
        event = naming(event, pictures);
    }

    /** The same without one of its pictures. */
    public Parcel without(PictureMessage picture) {
        return new Parcel(
                number,
                keptAt,
                event,
                pictures.stream().filter(kept -> kept.kind() != picture.kind()).toList());
    }

    private static PlateEvent naming(PlateEvent event, List<PictureMessage> pictures) {
        var named =
                event.pictures().stream()
                        .filter(ref -> pictures.stream().anyMatch(p -> p.key().equals(ref.key())))
                        .toList();
        return named.size() == event.pictures().size()
                ? event
                : new PlateEvent(
                        event.id(),
                        event.plate(),
                        event.vehicle(),
                        named,
                        event.node(),
                        flagged(event.details()));
    }

    private static PlateEvent.Details flagged(PlateEvent.Details details) {
        var reads = details.reads();
        var flags = new ArrayList<>(reads.flags());
        if (!flags.contains(PICTURE_DROPPED) && flags.size() < FLAGS_MAX) {
            flags.add(PICTURE_DROPPED);
        }
        return new PlateEvent.Details(
                details.span(),
                new PlateEvent.Reads(reads.total(), reads.agreeing(), flags),
                details.box(),
                details.quality(),
                details.latencyMs(),
                details.travel(),
                details.origin());
    }
}
