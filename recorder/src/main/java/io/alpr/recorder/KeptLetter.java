package io.alpr.recorder;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A dead letter that nobody has dealt with yet.
 *
 * @param id of the letter
 * @param time when it was put aside; {@link Instant#EPOCH} when it does not tell
 * @param reason short lower-case kind, e.g. {@code bad_magic}
 * @param message one line for a person
 * @param origin where the record was
 * @param key of the record as text, unreadable bytes replaced; empty for none
 * @param headers of the record as text, without ours
 * @param bytes of the record's value
 */
public record KeptLetter(
        Id id,
        Instant time,
        String reason,
        String message,
        Origin origin,
        String key,
        Map<String, String> headers,
        int bytes) {
    public KeptLetter {
        headers = Map.copyOf(headers);
    }

    /**
     * Where the letter lies on the topic of dead letters, written {@code partition-offset}.
     *
     * @param partition 0 or more
     * @param offset 0 or more
     */
    public record Id(int partition, long offset) {
        public Id {
            if (partition < 0 || offset < 0) {
                throw new IllegalArgumentException(
                        "a letter's id is two numbers from 0 on, got: %d and %d"
                                .formatted(partition, offset));
            }
        }

        /** The id that is written so; empty when it is none. */
        static Optional<Id> of(String text) {
            return text.matches("\\d{1,9}-\\d{1,18}")
                    ? Optional.of(
                            new Id(
                                    Integer.parseInt(text.substring(0, text.indexOf('-'))),
                                    Long.parseLong(text.substring(text.indexOf('-') + 1))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return partition + "-" + offset;
        }
    }

    /**
     * The record before it was put aside.
     *
     * @param topic empty when it does not tell, then it cannot be sent back
     * @param partition of it
     * @param offset in it
     */
    public record Origin(String topic, int partition, long offset) {}
}
