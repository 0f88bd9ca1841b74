package io.alpr.query.sso;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds texts in claims. */
final class ClaimPath {
    private ClaimPath() {}

    /**
     * The texts at a path.
     *
     * @param path names with dots between them; a claim whose own name has dots is found as well
     * @return of a text itself, of a list its texts, else none
     */
    static List<String> texts(Map<String, ?> claims, String path) {
        Object found = claims.get(path);
        Object at = claims;
        if (found == null) {
            for (var name : path.split("\\.", -1)) {
                at = at instanceof Map<?, ?> object ? object.get(name) : null;
            }
            found = at;
        }
        return switch (found) {
            case String text -> List.of(text);
            case Collection<?> many ->
                    many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }
}
