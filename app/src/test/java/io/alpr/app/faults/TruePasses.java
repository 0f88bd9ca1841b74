package io.alpr.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the archive must say of a film that was watched with interruptions:
 *
 * <ul>
 *   <li>a pass that was wholly to be seen during one of the times of watching is there exactly
 *       once;
 *   <li>one that an interruption cut may be there or not, and for each time of watching once; but
 *       of its events all but one are flagged {@code interrupted};
 *   <li>nothing else is there.
 * </ul>
 *
 * @param crossings what is true of the film
 * @param watched when the camera gave pictures
 */
record TruePasses(List<Crossing> crossings, List<Watched> watched) {
    private static final String CUT = "interrupted";

    TruePasses {
        crossings = List.copyOf(crossings);
        watched = List.copyOf(watched);
    }

    /** Those that must be there once. */
    List<Crossing> due() {
        return crossings.stream()
                .filter(crossing -> watched.stream().anyMatch(time -> time.saw(crossing)))
                .toList();
    }

    /** Fails with what is missing, doubled and made up. */
    void areThoseOf(List<ArchivedPass> archived) {
        var wrong = new ArrayList<String>();
        for (var crossing : crossings) {
            var found = archived.stream().filter(of(crossing)).toList();
            long whole = found.stream().filter(pass -> !pass.flags().contains(CUT)).count();
            if (due().contains(crossing) && found.isEmpty()) {
                wrong.add("missing: " + crossing);
            } else if (due().contains(crossing) ? found.size() > 1 : whole > 1) {
                wrong.add("doubled: " + crossing + ": " + found);
            } else if (found.size() > watched.size()) {
                wrong.add("more often than it was watched: " + crossing + ": " + found);
            }
        }
        archived.stream()
                .filter(pass -> crossings.stream().noneMatch(crossing -> of(crossing).test(pass)))
                .forEach(pass -> wrong.add("no plate of the film: " + pass));
        assertThat(wrong).as("watched %s, archived %s", watched, archived).isEmpty();
    }

    private static Predicate<ArchivedPass> of(Crossing crossing) {
        return pass -> pass.text().equals(crossing.text());
    }
}
