package io.alpr.query;

import io.alpr.archive.ObjectStoreSettings;
import io.alpr.archive.read.PictureLinks;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * Turns the archive's {@code s3://bucket/key} into addresses that open in a browser for a while: on
 * the object store where that has a public endpoint, else here. Safe from any thread.
 */
final class Links {
    private final PictureLinks store;
    private final OwnPictures own;
    private final boolean fromStore;

    Links(ObjectStoreSettings settings, Clock clock) {
        this.store = new PictureLinks(settings, clock);
        this.own = new OwnPictures(settings, clock);
        this.fromStore = !settings.publicEndpoint().equals(settings.endpoint());
    }

    /** Those that open here. */
    OwnPictures own() {
        return own;
    }

    /** As whoever asks can open them. */
    UnaryOperator<String> of(Context context) {
        return from(Proxies.of(context).base());
    }

    /**
     * As somebody can open them who finds us there.
     *
     * @param base {@code scheme://host[:port]}; empty for the same as the page that has them
     */
    UnaryOperator<String> from(String base) {
        return fromStore ? store::opened : address -> own.opened(address, base);
    }
}
