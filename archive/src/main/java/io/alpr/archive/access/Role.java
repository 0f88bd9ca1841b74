package io.alpr.archive.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do; each may do all that the ones before it may. */
public enum Role {
    /** Looks at passes. */
    VIEWER,
    /** Corrects and annotates passes, has pictures recognised. */
    OPERATOR,
    /** Manages accounts and keys, reads the audit log. */
    ADMINISTRATOR;

    /** As written in JSON and in the database, e.g. {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word, if there is one. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** Whether whoever has this role may do what the other one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The one that may do less. */
    public Role lesser(Role other) {
        return includes(other) ? other : this;
    }
}
