package io.alpr.app.faults;

/** What goes wrong. */
enum Fault {
    RECORDER_KILLED("a recorder killed"),
    GROUP_REBALANCED("a recorder stopped, and back"),
    DATABASE_AWAY("PostgreSQL away"),
    OBJECT_STORE_AWAY("the object store away"),
    BROKER_AWAY("the broker away"),
    LETTERS_FLOODED("a flood of poison");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
