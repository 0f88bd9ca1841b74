package io.alpr.archive.audit;

/**
 * A run of a program that looks things up.
 *
 * @param name of program and machine, e.g. {@code query@gate-house}; 1 to 200 characters
 * @param version of the program; up to 100 characters
 */
public record Instance(String name, String version) {
    public Instance {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an audit chain's instance must have a name");
        }
        Legible.demand("instance", name, AuditEntry.Who.NAME_MAX);
        Legible.demand("version", version, 100);
    }
}
