package io.alpr.query;

import io.alpr.archive.PictureStore;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.audit.AuditLog;
import io.alpr.archive.audit.Instance;
import io.alpr.archive.edit.PassEdits;
import io.alpr.archive.read.EventQueries;
import io.alpr.query.live.LiveFeed;
import io.alpr.vision.Engine;

/**
 * What the API is made of, each opened whether or not database and store are there.
 *
 * @param queries the archive's read side
 * @param edits what people add to it
 * @param access who may
 * @param audit who did
 * @param feed what changes
 * @param pictures of passes
 * @param recognizing of pictures that are sent
 */
record Parts(
        EventQueries queries,
        PassEdits edits,
        AccessStore access,
        AuditLog audit,
        LiveFeed feed,
        PictureStore pictures,
        RecognizeRoute recognizing)
        implements AutoCloseable {
    static Parts open(QuerySettings settings, Engine engine, RateLimits limits, Instance instance) {
        var database = settings.database();
        return new Parts(
                EventQueries.over(database),
                PassEdits.over(database),
                AccessStore.over(database),
                AuditLog.over(database, instance),
                new LiveFeed(database),
                PictureStore.reaching(settings.objectStore()),
                new RecognizeRoute(engine, limits));
    }

    @Override
    public void close() {
        access.close();
        edits.close();
        audit.close();
        recognizing.close();
        pictures.close();
        queries.close();
    }
}
