package io.alpr.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.ObjectStoreFault;
import io.alpr.archive.PatientPool;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every answer that is not the one asked for, as {@code {"detail": …}}, or as {@link
 * ProblemDetails} where clients of today ask. What went wrong inside is logged under the request's
 * id and never sent.
 */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final String NO_DATABASE = "Database not initialized";

    /** Bytes of a refused body that are read for the sake of its sender. */
    private static final long REFUSED_BYTES_MAX = 64L << 20;

    private static final String TOO_SLOW = "Query took too long, narrow the time range";

    private ErrorAnswers() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(Fault.class, (e, context) -> answer(context, e.status(), e.detail()));
        routes.exception(
                Detour.class, (e, context) -> context.redirect(e.location(), HttpStatus.SEE_OTHER));
        routes.exception(InvalidParameters.class, (e, context) -> answer(context, 422, e));
        routes.exception(
                DatabaseUnavailable.class,
                (e, context) -> {
                    log(e);
                    answer(context, 503, NO_DATABASE);
                });
        routes.exception(
                PatientPool.QuestionTooSlow.class,
                (e, context) -> {
                    log(e);
                    answer(context, 503, TOO_SLOW);
                });
        routes.exception(
                ObjectStoreFault.class,
                (e, context) -> {
                    log(e);
                    answer(context, 503, "The object store does not answer");
                });
        routes.exception(
                Workshop.Busy.class,
                (_, context) -> {
                    context.header("Retry-After", "1");
                    answer(context, 503, "Busy, try again");
                });
        routes.exception(
                HttpResponseException.class,
                (e, context) -> answer(context, e.getStatus(), reason(e.getStatus())));
        routes.exception(
                EofException.class,
                (e, context) -> {
                    LOG.debug("the client left: {}", e.getMessage());
                    answer(context, 400, "The client left");
                });
        routes.exception(
                Exception.class,
                (e, context) -> {
                    LOG.error("failed", e);
                    answer(context, 500, reason(500));
                });
    }

    /** For what the server refuses before any route is asked, such as a malformed address. */
    static ErrorHandler beforeRouting() {
        return new BeforeRouting();
    }

    /**
     * @param detail a text, or {@link InvalidParameters}
     */
    private static void answer(Context context, int status, Object detail) {
        if (context.res().isCommitted()) {
            // Too late to say so; what was sent must not look whole.
            ServletContextRequest.getServletContextRequest(context.req())
                    .getServletChannel()
                    .abort(new IOException("the answer cannot be finished"));
            return;
        }
        if (!isReadToItsEnd(context)) {
            // Said before the answer goes out, or a client keeps the connection for its next
            // request and finds it closed.
            context.header("Connection", "close");
        }
        context.status(status);
        if (context.path().startsWith(ProblemDetails.WHERE)) {
            ProblemDetails.write(context, status, detail);
        } else {
            context.json(
                    Map.of(
                            "detail",
                            detail instanceof InvalidParameters invalid
                                    ? invalid.faults().stream().map(ParameterFault::body).toList()
                                    : detail));
        }
    }

    /**
     * Reads what is left of a body that was refused: a client that is still sending does not see
     * the answer, and closing on it resets the connection under the answer.
     */
    private static boolean isReadToItsEnd(Context context) {
        try {
            var body = context.req().getInputStream();
            var part = new byte[1 << 16];
            long read = 0;
            int count = 0;
            while (count >= 0 && read < REFUSED_BYTES_MAX) {
                count = body.read(part);
                read += count;
            }
            return count < 0;
        } catch (IOException | RuntimeException e) {
            LOG.debug("the rest of its body was not read", e);
            return false;
        }
    }

    private static void log(RuntimeException fault) {
        LOG.warn("error={}", fault.getMessage());
    }

    static String reason(int status) {
        return HttpStatus.forStatus(status).getMessage();
    }

    private static final class BeforeRouting extends ErrorHandler {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback)
                throws IOException {
            var id = UUID.randomUUID().toString();
            boolean problem = request.getHttpURI().asString().contains(ProblemDetails.WHERE);
            try (var _ = RequestIds.logged(id)) {
                LOG.debug("refused: status={} {}", code, message);
            }
            response.getHeaders().put(RequestIds.HEADER, id);
            response.getHeaders()
                    .put(
                            HttpHeader.CONTENT_TYPE,
                            problem ? ProblemDetails.TYPE : "application/json");
            var body = problem ? ProblemDetails.of(code, id) : Map.of("detail", reason(code));
            response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(body)), callback);
        }
    }
}
