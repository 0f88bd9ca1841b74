package io.alpr.archive.read;

import java.time.ZoneOffset;
import java.util.List;

/**
 * The SQL of questions as {@link EventQueries} asks them, with {@code :name} for each value, for
 * whoever measures what the database alone takes for it.
 */
public final class QuestionTexts {
    private QuestionTexts() {}

    /** Of {@link EventQueries#recent}. */
    public static String recent(int limit) {
        return Selection.recent(List.of(), limit).sql();
    }

    /** Of {@link EventQueries#byId}, where the id tells its time; value {@code id}. */
    public static String byId() {
        return EventQueries.BY_ID_AND_TIME;
    }

    /**
     * Of {@link EventQueries#matching}; values {@code value0} and so on for the conditions in their
     * order.
     */
    public static String matching(List<Condition> conditions, Page page) {
        return Selection.of(conditions, page).sql();
    }

    /** Of {@link EventQueries#counts} by hour; values as of {@link #matching}. */
    public static String hourly(List<Condition> conditions, int most) {
        return Selection.counts(conditions, new Bucket.Hour(ZoneOffset.UTC), most)
                .sql()
                .replace(":zone", "'UTC'");
    }

    /**
     * Of {@link PlateSearch#like} with two changes; values {@code beginnings}, {@code endings},
     * {@code shortest}, {@code longest}, {@code most}.
     */
    public static String like() {
        return PlateSearch.BEGINNING_OR_ENDING;
    }

    /** For {@link #like}, of a plate. */
    public static String[] beginnings(String plate) {
        return PlateSearch.beginnings(Folding.of(plate));
    }

    /** For {@link #like}, of a plate. */
    public static String[] endings(String plate) {
        return PlateSearch.endings(Folding.of(plate));
    }
}
