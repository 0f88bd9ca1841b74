package io.alpr.vision.read;

import java.util.ArrayList;
import java.util.List;

/** The votes for each character at each place of a plate. Mutable, lives for one verdict. */
final class Tally {
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final long[][] votes;
    private final long[] weights;

    Tally(int places) {
        votes = new long[places][CHARACTERS.length()];
        weights = new long[places];
    }

    /** Adds a ballot of the same length. */
    void add(Ballot ballot) {
        for (int i = 0; i < votes.length; i++) {
            add(ballot, i, i);
        }
    }

    /** Adds a ballot of another length, character by character where it falls. */
    void add(Ballot ballot, int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != Alignment.NONE) {
                add(ballot, i, places[i]);
            }
        }
    }

    private void add(Ballot ballot, int from, int to) {
        votes[to][CHARACTERS.indexOf(ballot.text().charAt(from))] += ballot.votes()[from];
        weights[to] += ballot.weight();
    }

    /** The characters with the most votes; of equals the first in the order of 0-9, A-Z. */
    String text() {
        var text = new StringBuilder();
        for (var place : votes) {
            text.append(CHARACTERS.charAt(winner(place)));
        }
        return text.toString();
    }

    /** For each place the winner's votes among the weight of all who voted there. */
    List<Double> scores() {
        var scores = new ArrayList<Double>();
        for (int i = 0; i < votes.length; i++) {
            double share = (double) votes[i][winner(votes[i])] / Math.max(1, weights[i]);
            scores.add(Math.min(1, share));
        }
        return scores;
    }

    private static int winner(long[] votes) {
        int best = 0;
        for (int c = 1; c < votes.length; c++) {
            if (votes[c] > votes[best]) {
                best = c;
            }
        }
        return best;
    }
}
