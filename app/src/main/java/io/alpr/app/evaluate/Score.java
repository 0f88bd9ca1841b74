package io.alpr.app.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * How well plates were found and read. Shares are 0 to 1; what cannot be said, because the labels
 * hold no text, is null.
 *
 * @param images pictures looked at
 * @param plates plates labelled
 * @param detection of all boxes that the detector gave
 * @param read of those boxes alone that the reader could read, which is what users get
 * @param exact labelled plates whose match has the very text
 * @param exactFolded the same with O taken for 0 and I for 1 on both sides
 * @param cer edits a labelled character, over all labelled plates; an unmatched plate counts whole
 * @param ms time a picture, milliseconds
 */
@JsonPropertyOrder({"images", "plates", "detection", "exact", "exact_folded", "cer", "ms", "read"})
public record Score(
        int images,
        int plates,
        Detection detection,
        Detection read,
        @Nullable Double exact,
        @JsonProperty("exact_folded") @Nullable Double exactFolded,
        @Nullable Double cer,
        Milliseconds ms) {

    /**
     * @param recall share of the labelled plates that were found at an overlap of 0.5 or more
     * @param precision share of the finds that are labelled plates
     */
    public record Detection(double recall, double precision) {}

    /**
     * @param p50 half of the pictures took no longer
     * @param p95 all but a twentieth took no longer
     */
    public record Milliseconds(double p50, double p95) {}
}
