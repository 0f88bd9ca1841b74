package io.alpr.archive.read;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place among the changes of the archive: after one of them, before the next.
 *
 * @param server whose transactions are counted; another's numbers mean nothing here
 * @param transaction that wrote the last change before this place, as PostgreSQL's 64-bit id
 * @param write of that transaction
 * @param ordinal of the pass in that write, from 1; 0 for before its first
 */
public record ChangeMark(String server, long transaction, long write, long ordinal)
        implements Comparable<ChangeMark> {
    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9]{1,20}-[0-9]{1,10})\\.([0-9]{1,18})\\.([0-9]{1,18})\\.([0-9]{1,18})");

    /** As a text of digits, dots and a dash, for {@link #of}. */
    public String text() {
        return "%s.%d.%d.%d".formatted(server, transaction, write, ordinal);
    }

    /** The place of that text; empty when it is none of ours. */
    public static Optional<ChangeMark> of(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new ChangeMark(
                                parts.group(1),
                                Long.parseLong(parts.group(2)),
                                Long.parseLong(parts.group(3)),
                                Long.parseLong(parts.group(4))))
                : Optional.empty();
    }

    /** By their order on one server. */
    @Override
    public int compareTo(ChangeMark other) {
        int first = Long.compare(transaction, other.transaction);
        int second = first == 0 ? Long.compare(write, other.write) : first;
        return second == 0 ? Long.compare(ordinal, other.ordinal) : second;
    }
}
