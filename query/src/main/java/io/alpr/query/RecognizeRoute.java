package io.alpr.query;

import io.alpr.vision.Engine;
import io.alpr.vision.Plate;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.UnreadablePicture;
import io.alpr.vision.read.PlateReading;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code POST /api/v1/recognize}: a picture in, readings out, nothing kept. The pictures in hand at
 * once are bounded; beyond that a client is asked to come again.
 */
final class RecognizeRoute implements AutoCloseable {
    /** Bytes of the largest picture that is taken. */
    static final int PICTURE_BYTES_MAX = 16 << 20;

    /** Bytes of the largest form: a picture and what a form writes around it. */
    static final int FORM_BYTES_MAX = PICTURE_BYTES_MAX + (64 << 10);

    /** Pixels of the largest picture that is taken: its RGB alone takes three bytes each. */
    static final long PIXELS_MAX = 40_000_000;

    private final Engine engine;
    private final RateLimits limits;
    private final Workshop workshop = new Workshop();

    /**
     * @param engine the caller's to close, after this
     * @param limits of how fast one may ask
     */
    RecognizeRoute(Engine engine, RateLimits limits) {
        this.engine = engine;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/v1/recognize", Entry.OPERATOR, this::answer));
    }

    private void answer(Context context) throws IOException {
        limits.demandRecognition(context, Identities.label(context, Gate.principal(context)));
        try (var place = workshop.place()) {
            var picture = uploaded(context);
            context.json(place.work(() -> recognized(picture)));
        }
    }

    @Override
    public void close() {
        workshop.close();
    }

    private static byte[] uploaded(Context context) throws IOException {
        var type = String.valueOf(context.contentType()).toLowerCase(java.util.Locale.ROOT);
        boolean isForm = type.startsWith("multipart/form-data");
        if (!isForm && !type.startsWith("image/")) {
            throw new Fault(
                    415,
                    "Send the picture as the body with Content-Type image/*, or as the file field"
                            + " 'image' of multipart/form-data");
        }
        if (context.req().getContentLengthLong() > FORM_BYTES_MAX) {
            throw tooManyBytes();
        }
        try (var content = isForm ? formFile(context).content() : context.bodyInputStream()) {
            return bounded(content.readNBytes(PICTURE_BYTES_MAX + 1));
        }
    }

    private static UploadedFile formFile(Context context) {
        UploadedFile file;
        try {
            file = context.uploadedFile("image");
        } catch (Exception e) {
            // A body whose parsing failed cannot be read to its end.
            context.header("Connection", "close");
            // The servlet's checked exceptions pass through Javalin undeclared; only the innermost
            // message tells a form that is too large from one that is broken.
            throw isTooLarge(e) ? tooManyBytes() : new Fault(400, "The form cannot be read");
        }
        if (file == null) {
            throw new Fault(400, "The form has no file field named 'image'");
        }
        return file;
    }

    private static boolean isTooLarge(Throwable fault) {
        int depth = 0;
        for (Throwable at = fault; at != null && depth < 20; at = at.getCause(), depth++) {
            if (String.valueOf(at.getMessage()).contains("exceeded")) {
                return true;
            }
        }
        return false;
    }

    private static Fault tooManyBytes() {
        return new Fault(
                413, "The picture has more than %d bytes, the limit".formatted(PICTURE_BYTES_MAX));
    }

    private static byte[] bounded(byte[] picture) {
        if (picture.length > PICTURE_BYTES_MAX) {
            throw tooManyBytes();
        }
        if (picture.length == 0) {
            throw new Fault(400, "The picture is empty");
        }
        return picture;
    }

    private Map<String, Object> recognized(byte[] file) {
        long start = System.nanoTime();
        var picture = decoded(file);
        var plates = engine.recognize(picture).stream().flatMap(RecognizeRoute::body).toList();
        var body = new LinkedHashMap<String, Object>();
        body.put("plates", plates);
        body.put("width", picture.width());
        body.put("height", picture.height());
        body.put("took_ms", Math.round((System.nanoTime() - start) / 1e5) / 10.0);
        return body;
    }

    private static RgbPicture decoded(byte[] file) {
        PictureSize.of(file)
                .filter(size -> size.pixels() > PIXELS_MAX)
                .ifPresent(
                        size -> {
                            throw new Fault(
                                    413,
                                    "The picture has %d x %d pixels, more than the limit of %d"
                                            .formatted(size.width(), size.height(), PIXELS_MAX));
                        });
        try {
            return Pictures.decode("picture", file);
        } catch (UnreadablePicture e) {
            throw new Fault(422, String.valueOf(e.getMessage()));
        }
    }

    /** A plate that could not be read has no reading to give. */
    private static Stream<Map<String, Object>> body(Plate plate) {
        return switch (plate.reading()) {
            case PlateReading.Illegible _ -> Stream.empty();
            case PlateReading.Legible reading -> {
                var box = plate.detection().box();
                var body = new LinkedHashMap<String, Object>();
                body.put("text", reading.text());
                body.put("confidence", reading.confidence());
                body.put("region", reading.region());
                body.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
                yield Stream.of(body);
            }
        };
    }
}
