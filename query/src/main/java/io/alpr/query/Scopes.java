package io.alpr.query;

import io.alpr.archive.access.CameraScope;
import io.alpr.archive.read.ArchivedEvent;
import io.alpr.archive.read.Condition;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps whoever asks to the cameras whose passes he may see. */
final class Scopes {
    private Scopes() {}

    /** What a pass must fulfil for him to see it; nothing for somebody who sees all. */
    static List<Condition> of(Context context) {
        return within(context, List.of());
    }

    /** These conditions, and that he may see it. */
    static List<Condition> within(Context context, List<Condition> conditions) {
        var all = new ArrayList<>(conditions);
        if (Gate.principal(context).scope() instanceof CameraScope.Only(var cameras)) {
            all.add(new Condition.CameraAmong(cameras));
        }
        return List.copyOf(all);
    }

    /** Cameras whose passes he may see; empty for all. */
    static Optional<Set<String>> cameras(Context context) {
        return Gate.principal(context).scope() instanceof CameraScope.Only(var cameras)
                ? Optional.of(Set.copyOf(cameras))
                : Optional.empty();
    }

    /** Whether he may see this one. */
    static boolean sees(Context context, ArchivedEvent event) {
        return Gate.principal(context).scope().sees(event.pass().cameraId());
    }
}
