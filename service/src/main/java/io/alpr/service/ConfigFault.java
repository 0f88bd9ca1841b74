package io.alpr.service;

/**
 * Something in the configuration is wrong; the message is one line: file, line, key, rule, what was
 * found.
 */
public final class ConfigFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line for the person who wrote the file
     */
    public ConfigFault(String message) {
        super(message);
    }
}
