package io.alpr.app.check;

import java.util.Locale;

/** How good something is. */
public enum Mark {
    /** Nothing to do. */
    OK,
    /** It works; better is possible, or it could not be judged. */
    MIND,
    /** Plates will be missed. */
    BAD;

    /** As it is printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
