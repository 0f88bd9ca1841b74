package io.alpr.pilot.publish.outbox;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent.PassId;
import java.util.List;

/**
 * What is about to be kept.
 *
 * @param body the event's bytes, not copied
 * @param pictures those that are kept with it
 */
record Draft(PassId id, byte[] body, List<PictureMessage> pictures) {
    /** What a row needs beside the event's own bytes, about. */
    private static final int ROW_BYTES = 512;

    Draft {
        pictures = List.copyOf(pictures);
    }

    /** What an event takes in the outbox. */
    static long eventBytes(long body) {
        return body + ROW_BYTES;
    }

    /** What all of it takes in the outbox. */
    long bytes() {
        return eventBytes(body.length) + pictureBytes();
    }

    long pictureBytes() {
        return pictures.stream().mapToLong(picture -> picture.jpeg().length).sum();
    }

    /** The event alone. */
    Draft bare() {
        return new Draft(id, body, List.of());
    }

    List<String> files() {
        return pictures.stream().map(PictureFolder::name).toList();
    }

    /** As the ledger has them; it gives the number itself. */
    List<Ledger.PictureRow> rows() {
        return pictures.stream()
                .map(
                        p ->
                                new Ledger.PictureRow(
                                        0,
                                        p.kind(),
                                        p.key(),
                                        p.sha256(),
                                        p.jpeg().length,
                                        PictureFolder.name(p)))
                .toList();
    }
}
