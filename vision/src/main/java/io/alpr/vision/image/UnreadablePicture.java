package io.alpr.vision.image;

import java.io.Serial;

/**
 * A file or upload that is not a picture we can read. The message is one line that names it and
 * says what was expected, fit to be shown as it is.
 */
public final class UnreadablePicture extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UnreadablePicture(String name, String fault) {
        super(name + ": " + fault);
    }

    UnreadablePicture(String name, String fault, Throwable cause) {
        super(name + ": " + fault, cause);
    }
}
