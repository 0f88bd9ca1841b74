package io.alpr.archive.read;

import java.util.Locale;

/**
 * One way in which a plate differs from the one that was looked for.
 *
 * @param kind of it
 * @param at of the character in the plate that was looked for, from 1; where one is more, of the
 *     one before it, 0 for the beginning
 * @param wanted in the plate that was looked for; empty where one is more
 * @param found in the plate that was found; empty where one is missing
 */
public record Difference(Kind kind, int at, String wanted, String found) {
    /** Ways to differ, each with what it costs. */
    public enum Kind {
        /** Another character that is easily taken for it: 0 O Q D, 1 I L, 8 B, 5 S, 2 Z, 6 G. */
        CONFUSED(0.3),
        /** Another character. */
        OTHER(1),
        /** A character that was not looked for. */
        MORE(1),
        /** A character that is not there. */
        MISSING(1),
        /** Two that stand side by side, the other way round. */
        SWAPPED(1);

        private final double cost;

        Kind(double cost) {
            this.cost = cost;
        }

        /** 0.3 for what looks alike, else 1. */
        public double cost() {
            return cost;
        }

        /** As in JSON, e.g. {@code confused}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For a person, e.g. {@code 0 for O at 3}. */
    public String text() {
        return switch (kind) {
            case CONFUSED, OTHER, SWAPPED -> "%s for %s at %d".formatted(found, wanted, at);
            case MORE -> at == 0 ? found + " more at the beginning" : found + " more after " + at;
            case MISSING -> "%s missing at %d".formatted(wanted, at);
        };
    }
}
