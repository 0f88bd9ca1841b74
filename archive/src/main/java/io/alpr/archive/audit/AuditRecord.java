package io.alpr.archive.audit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry as it is read, whoever wrote it; {@link AuditChains} tells whether it is to be believed.
 *
 * @param place where it is, and when it was made
 * @param by who asked
 * @param question what was asked
 * @param reason as he said; empty where he said none
 * @param rows how many were found; empty where that says nothing
 * @param hash 64 hexadecimal digits
 */
public record AuditRecord(
        Place place, By by, Question question, String reason, OptionalLong rows, String hash) {
    /**
     * Who asked.
     *
     * @param name of user, key or program
     * @param kind {@code session}, {@code key}, {@code machine} or {@code nobody}
     * @param address of the client; empty where it is not known
     * @param requestId as in the API's log; may be empty
     */
    public record By(String name, String kind, String address, String requestId) {}

    /**
     * What was asked.
     *
     * @param action e.g. {@code search}
     * @param asked names and values as an object in JSON
     * @param subject the plate or pattern
     */
    public record Question(String action, String asked, Subject subject) {}

    /** The plate or pattern that was looked up. */
    public sealed interface Subject {
        /** The text, for whoever does not care why there is none. */
        default Optional<String> text() {
            return this instanceof Known(var known) ? Optional.of(known) : Optional.empty();
        }
    }

    /** The question named none. */
    public record Absent() implements Subject {}

    /**
     * It is kept.
     *
     * @param plate upper case, without blanks, dashes and dots; may have {@code *} and {@code ?}
     */
    public record Known(String plate) implements Subject {}

    /** It was erased on request: nobody can read it. */
    public record Erased() implements Subject {}

    /** Its key is there and does not open it: somebody changed one of them. */
    public record Unreadable() implements Subject {}
}
