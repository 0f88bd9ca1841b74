package io.alpr.query;

import io.alpr.archive.PictureStore;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.PassDetail;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Pictures, from the store that a browser may not reach: for whoever is known, by their pass; and
 * for whoever was given an address that we signed.
 */
final class PictureRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PictureRoutes.class);

    private static final List<String> KINDS = List.of("plate", "vehicle", "frame");

    /** A key that holds the first digits of its content's SHA-256. */
    private static final Pattern HASHED = Pattern.compile(".*/[a-z]+-([0-9a-f]{12})\\.jpg");

    private final EventQueries queries;
    private final PictureStore store;
    private final OwnPictures own;
    private final Lookups lookups;
    private final RateLimits limits;

    PictureRoutes(
            EventQueries queries,
            PictureStore store,
            OwnPictures own,
            Lookups lookups,
            RateLimits limits) {
        this.queries = queries;
        this.store = store;
        this.own = own;
        this.lookups = lookups;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/passes/{event_id}/pictures/{kind}", Entry.VIEWER, this::ofPass));
    }

    /** What the signed addresses point to. */
    Route signedRoute() {
        return Route.get(OwnPictures.PATH + "<key>", Entry.OPEN, this::signed);
    }

    private void signed(Context context) {
        limits.demandRequest(context, "address " + Proxies.address(context));
        var key = context.pathParam("key");
        var until = context.queryParam("until");
        var signature = context.queryParam("signature");
        if (until == null
                || signature == null
                || !until.matches("\\d{1,12}")
                || !own.isGood(key, Long.parseLong(until), signature)) {
            throw new Fault(403, "This address has ended, or was never given out");
        }
        var bytes = store.read(key).orElseThrow(PictureRoutes::missing);
        var form = HASHED.matcher(key);
        if (form.matches() && !HexFormat.of().formatHex(hash(bytes)).startsWith(form.group(1))) {
            throw changed(key);
        }
        // Only now: that a picture is not there yet must not be remembered.
        context.header("Cache-Control", "private, max-age=3600, immutable");
        send(context, bytes);
    }

    private static Fault changed(String key) {
        LOG.error("objectKey={} is not the picture that was recorded", key);
        return new Fault(502, "The stored picture is not the one that was recorded");
    }

    private void ofPass(Context context) {
        var id = context.pathParam("event_id");
        var kind = context.pathParam("kind");
        if (!KINDS.contains(kind)) {
            throw InvalidParameters.of("path", "kind", kind, "must be plate, vehicle or frame");
        }
        var picture =
                EventRoutes.uuid(id)
                        .flatMap(queries::detail)
                        .filter(found -> Scopes.sees(context, found.event()))
                        .flatMap(found -> picture(found, kind));
        lookups.note(
                context,
                Asked.of("picture")
                        .with("event_id", Optional.of(id))
                        .with("kind", Optional.of(kind))
                        .about(),
                picture.isPresent() ? 1 : 0);
        var known = picture.orElseThrow(PictureRoutes::missing);
        var bytes = store.read(known.key()).orElseThrow(PictureRoutes::missing);
        if (!known.sha256().isEmpty()
                && !known.sha256().equals(HexFormat.of().formatHex(hash(bytes)))) {
            try (var _ = MDC.putCloseable("eventId", id)) {
                throw changed(known.key());
            }
        }
        send(context, bytes);
    }

    private static Optional<PassDetail.Picture> picture(PassDetail pass, String kind) {
        var evidence = pass.evidence();
        var picture =
                switch (kind) {
                    case "plate" -> evidence.plate();
                    case "vehicle" -> evidence.vehicle();
                    default -> evidence.frame();
                };
        return Optional.of(picture)
                .filter(one -> !one.key().isEmpty() && !evidence.state().equals("dropped"));
    }

    private static Fault missing() {
        return new Fault(404, "There is no such picture, or not yet, or no more");
    }

    private static void send(Context context, byte[] bytes) {
        context.contentType("image/jpeg")
                // RFC 9530
                .header(
                        "Repr-Digest",
                        "sha-256=:" + Base64.getEncoder().encodeToString(hash(bytes)) + ":")
                .result(bytes);
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
