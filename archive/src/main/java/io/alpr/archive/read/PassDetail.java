package io.alpr.archive.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the archive knows of a pass from its pilot, beyond what every client knows.
 *
 * @param event in the columns that every client knows, with the text that counts
 * @param reading how it was read
 * @param span when the plate was seen
 * @param box of the plate in the frame; absent where it is not known
 * @param evidence its pictures
 */
public record PassDetail(
        ArchivedEvent event, Reading reading, Span span, Optional<Box> box, Evidence evidence) {

    /**
     * @param revision which publication of the pass this is, from 1
     * @param total legible reads; null when not known
     * @param agreeing reads that gave the text that was read; null when not known
     * @param flags anything unusual, e.g. {@code single_read}
     * @param candidates other texts, best first
     * @param scores of each character of the text that was read, 0 to 1; empty when not known
     * @param corrected what was read, where a person has put another text in its place
     */
    public record Reading(
            int revision,
            @Nullable Integer total,
            @Nullable Integer agreeing,
            List<String> flags,
            List<Candidate> candidates,
            List<Double> scores,
            Optional<Read> corrected) {
        public Reading {
            flags = List.copyOf(flags);
            candidates = List.copyOf(candidates);
            scores = List.copyOf(scores);
        }
    }

    /**
     * What the plate may have been as well.
     *
     * @param text normalised
     * @param share of the votes, 0 to 1
     */
    public record Candidate(String text, double share) {}

    /**
     * What was read before somebody corrected it; both empty where that plate was erased.
     *
     * @param text as shown
     * @param normalized upper case, only A-Z and 0-9
     */
    public record Read(String text, String normalized) {}

    /** First and last frame with the plate, UTC; null when not known. */
    public record Span(@Nullable Instant firstSeen, @Nullable Instant lastSeen) {}

    /** Pixels of the frame picture, origin top left. */
    public record Box(int x, int y, int width, int height) {}

    /**
     * @param state {@code none}, {@code pending}, {@code stored}, {@code dropped} or {@code
     *     foreign}
     * @param plate picture of it
     * @param vehicle picture of it
     * @param frame the whole of it
     * @param detector name of the model; empty when not known
     * @param reader name of the model; empty when not known
     */
    public record Evidence(
            String state,
            Picture plate,
            Picture vehicle,
            Picture frame,
            String detector,
            String reader) {}

    /**
     * A picture; both texts empty where there is none.
     *
     * @param key in the bucket
     * @param sha256 of its bytes, hexadecimal
     */
    public record Picture(String key, String sha256) {}
}
