package io.alpr.events;

/**
 * The registry will not take a schema, since readers of the subject's earlier records could not go
 * on. A fault of the release, not of the moment: trying again does not help.
 */
public final class IncompatibleSchema extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message names the subject and what the registry said
     */
    public IncompatibleSchema(String message) {
        super(message);
    }
}
