package io.alpr.app.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well plates were found and read. Shares are 0 to 1; what cannot be said, because the labels
 * hold no text or no box, is null.
 *
 * @param images pictures looked at
 * @param plates plates labelled
 * @param detection of all boxes that the detector gave
 * @param read of those boxes alone that the reader could read, which is what users get
 * @param exact labelled plates whose match has the very text
 * @param exactFolded the same with O taken for 0 and I for 1 on both sides
 * @param cer edits a labelled character, over all labelled plates; an unmatched plate counts whole
 * @param ms time a picture, milliseconds
 * @param certainty how far the confidence of a reading can be trusted; O and 0, I and 1 taken as
 *     one
 */
@JsonPropertyOrder({
    "images",
    "plates",
    "detection",
    "exact",
    "exact_folded",
    "cer",
    "ms",
    "read",
    "certainty"
})
public record Score(
        int images,
        int plates,
        Detection detection,
        Detection read,
        @Nullable Double exact,
        @JsonProperty("exact_folded") @Nullable Double exactFolded,
        @Nullable Double cer,
        Milliseconds ms,
        @Nullable Certainty certainty) {

    /**
     * Null where no label has a box.
     *
     * @param recall share of the labelled plates that were found at an overlap of 0.5 or more
     * @param precision share of the finds that are labelled plates
     */
    public record Detection(@Nullable Double recall, @Nullable Double precision) {}

    /**
     * @param rightOfSure share of right readings among those of confidence 0.9 or more
     * @param sureOfRight share of right readings that have a confidence of 0.9 or more
     * @param tenths readings and right ones by confidence: 0 to 0.1, and so on up to 1
     */
    public record Certainty(
            @JsonProperty("right_of_sure") double rightOfSure,
            @JsonProperty("sure_of_right") double sureOfRight,
            List<Tenth> tenths) {}

    /**
     * @param reads readings of such a confidence
     * @param right how many of them have the text of the label
     */
    public record Tenth(long reads, long right) {}

    /**
     * @param p50 half of the pictures took no longer
     * @param p95 all but a twentieth took no longer
     */
    public record Milliseconds(double p50, double p95) {}
}
