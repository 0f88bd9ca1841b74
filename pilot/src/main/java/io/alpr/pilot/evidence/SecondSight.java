package io.alpr.pilot.evidence;

import java.util.Optional;
import java.util.concurrent.Future;

/** Looks for plates in a second stream of the same camera. */
public interface SecondSight {
    /** There is no second stream. */
    SecondSight NONE = _ -> Optional.empty();

    /**
     * Begins to look for a plate; never waits, and never fails but by finding nothing.
     *
     * @return what will be found; a future that is never completed once the stream is closed; empty
     *     where there is no second stream
     */
    Optional<Future<Finding>> lookFor(Sought plate);
}
