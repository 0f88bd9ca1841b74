package io.alpr.query;

import io.alpr.archive.access.Role;

/** Who gets through a door; every line of the route table names one. */
enum Entry {
    /** Everybody: what is needed before anybody is known, and what watches over us. */
    OPEN,
    /** Programs of this machine without a name, all others with one. */
    NEARBY,
    /** Whoever is known, also with a password that he must change. */
    KNOWN,
    /** Whoever may look at passes. */
    VIEWER,
    /** Whoever may change what is known of a pass. */
    OPERATOR,
    /** Whoever may say who may. */
    ADMINISTRATOR;

    /** The least role that gets through. */
    Role least() {
        return switch (this) {
            case OPEN, NEARBY, KNOWN, VIEWER -> Role.VIEWER;
            case OPERATOR -> Role.OPERATOR;
            case ADMINISTRATOR -> Role.ADMINISTRATOR;
        };
    }
}
