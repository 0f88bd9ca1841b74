package io.alpr.archive.read;

import java.util.List;

/**
 * The SQL of questions as {@link EventQueries} asks them, with {@code :name} for each value, for
 * whoever measures what the database alone takes for it.
 */
public final class QuestionTexts {
    private QuestionTexts() {}

    /** Of {@link EventQueries#recent}; value {@code limit}. */
    public static String recent() {
        return Selection.recent(List.of(), 1).sql();
    }

    /** Of {@link EventQueries#byId}, where the id tells its time; value {@code id}. */
    public static String byId() {
        return EventQueries.BY_ID_AND_TIME;
    }

    /**
     * Of {@link EventQueries#matching}; values {@code value0} and so on for the conditions in their
     * order, {@code limit} and {@code skipped}.
     */
    public static String matching(List<Condition> conditions, Page page) {
        return Selection.of(conditions, page).sql();
    }
}
