package io.alpr.archive;

/** The object store did not do what it was asked. The message is one line without secrets. */
public abstract sealed class ObjectStoreFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ObjectStoreFault(String message) {
        super(message);
    }

    private ObjectStoreFault(String message, Throwable cause) {
        super(message, cause);
    }

    /** Away, overloaded, or refusing our keys: the same call may succeed later. */
    public static final class Unavailable extends ObjectStoreFault {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** This very object will never be taken: the same call would fail for ever. */
    public static final class Refused extends ObjectStoreFault {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }

        /**
         * @param message names the object and the reason, in one line
         * @param cause what the store said
         */
        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
