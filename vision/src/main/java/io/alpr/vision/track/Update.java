package io.alpr.vision.track;

import java.util.List;

/**
 * What one picture's detections meant for the tracks.
 *
 * @param sightings one for each detection that continued or started a track, by track ordinal
 * @param ended tracks that are over, confirmed or not, by ordinal; they never come back
 */
public record Update(List<Sighting> sightings, List<Long> ended) {
    public Update {
        sightings = List.copyOf(sightings);
        ended = List.copyOf(ended);
    }
}
