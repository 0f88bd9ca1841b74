package io.alpr.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.read.QueryTooSlow;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every answer that is not the one asked for, as {@code {"detail": …}}. What went wrong inside is
 * logged under the request's id and never sent.
 */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final String NO_DATABASE = "Database not initialized";
    private static final String TOO_SLOW = "Query took too long, narrow the time range";

    private ErrorAnswers() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(Fault.class, (e, context) -> answer(context, e.status(), e.detail()));
        routes.exception(
                InvalidParameters.class,
                (e, context) ->
                        answer(
                                context,
                                422,
                                e.faults().stream().map(ParameterFault::body).toList()));
        routes.exception(
                DatabaseUnavailable.class,
                (e, context) -> {
                    log(context, e);
                    answer(context, 503, NO_DATABASE);
                });
        routes.exception(
                QueryTooSlow.class,
                (e, context) -> {
                    log(context, e);
                    answer(context, 503, TOO_SLOW);
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
                Exception.class,
                (e, context) -> {
                    LOG.error("requestId={} failed", RequestIds.of(context), e);
                    answer(context, 500, reason(500));
                });
    }

    /** For what the server refuses before any route is asked, such as a malformed address. */
    static ErrorHandler beforeRouting() {
        return new BeforeRouting();
    }

    private static void answer(Context context, int status, Object detail) {
        context.status(status).json(Map.of("detail", detail));
    }

    private static void log(Context context, RuntimeException fault) {
        LOG.warn("requestId={} error={}", RequestIds.of(context), fault.getMessage());
    }

    private static String reason(int status) {
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
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            var body = JSON.writeValueAsBytes(Map.of("detail", reason(code)));
            response.write(true, ByteBuffer.wrap(body), callback);
        }
    }
}
