package io.alpr.query;

/** Sends a person's browser to a page where it can go on. */
final class Detour extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String location;

    /**
     * @param location of our own, beginning with a slash
     */
    Detour(String location) {
        super(location, null, false, false);
        this.location = location;
    }

    String location() {
        return location;
    }
}
