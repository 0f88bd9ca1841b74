package io.alpr.archive;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a fault of the data from a fault of the database. Only SQLSTATE classes 22 (data exception)
 * and 23 (integrity constraint) are the data's own; all else, including classes that we do not
 * know, is taken for the database's, so that no event is ever put away for a fault that is not its
 * own.
 */
final class SqlFaults {
    private static final String UNIQUE_VIOLATION = "23505";

    private SqlFaults() {}

    /** {@link DataRefused} where the data itself is refused, else {@link DatabaseUnavailable}. */
    static RuntimeException translated(String address, Throwable fault) {
        var refused = sql(fault).filter(SqlFaults::isOfTheData);
        if (refused.isPresent()) {
            boolean duplicate = UNIQUE_VIOLATION.equals(refused.get().getSQLState());
            return new DataRefused(firstLine(refused.get().getMessage()), duplicate, fault);
        }
        return unavailable(address, fault);
    }

    /** One line about any fault. */
    static DatabaseUnavailable unavailable(String address, Throwable fault) {
        var reason = sql(fault).map(Throwable::getMessage).orElseGet(fault::getMessage);
        return new DatabaseUnavailable(
                "database %s cannot be used: %s".formatted(address, firstLine(reason)), fault);
    }

    private static boolean isOfTheData(SQLException fault) {
        var state = fault.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static Optional<SQLException> sql(Throwable fault) {
        // The innermost one: a pool's timeout hides why no connection could be made.
        Optional<SQLException> found = Optional.empty();
        var depth = 0;
        for (Throwable at = fault; at != null && depth < 20; at = at.getCause(), depth++) {
            if (at instanceof SQLException sql) {
                found = Optional.of(sql);
            }
        }
        return found;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }
}
