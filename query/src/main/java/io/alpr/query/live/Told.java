package io.alpr.query.live;

import io.alpr.archive.read.ChangeFeed;
import io.alpr.archive.read.ChangeMark;
import io.alpr.archive.read.PassDetail;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A change as listeners get it. Safe from any thread.
 *
 * @param mark after it
 * @param pass as it is now
 * @param texts it was told in, by what they are for
 */
public record Told(ChangeMark mark, PassDetail pass, Map<String, String> texts) {
    /** Most listeners need the same one. */
    private static final int TEXTS_MAX = 4;

    static Told of(ChangeFeed.Change change) {
        return new Told(change.mark(), change.pass(), new ConcurrentHashMap<>());
    }

    /**
     * It in words, made once for all who need the same.
     *
     * @param same whose words are the same
     * @param telling makes them
     */
    public String text(String same, Function<PassDetail, String> telling) {
        return texts.size() < TEXTS_MAX
                ? texts.computeIfAbsent(same, _ -> telling.apply(pass))
                : texts.getOrDefault(same, telling.apply(pass));
    }

    /**
     * Some of them in their order.
     *
     * @param changes to tell
     * @param next place after all that was looked at
     */
    public record Page(List<Told> changes, ChangeMark next) {
        public Page {
            changes = List.copyOf(changes);
        }
    }
}
