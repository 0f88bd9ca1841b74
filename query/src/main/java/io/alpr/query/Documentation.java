package io.alpr.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * {@code /openapi.json} from the one hand-written document, and {@code /docs}, Swagger UI over it,
 * with every file from our own class path.
 */
final class Documentation {
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String WEBJAR_VERSION =
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private Documentation() {}

    static List<Route> api() {
        var document = document();
        return List.of(
                Route.get(
                        "/openapi.json",
                        Entry.NEARBY,
                        context -> context.contentType("application/json").result(document)));
    }

    static List<Route> pages() {
        return List.of(
                StaticFiles.route("/docs", "/io/alpr/query/docs.html", "text/html")
                        .behind(Entry.NEARBY),
                StaticFiles.route("/docs/start.js", "/io/alpr/query/docs.js", "text/javascript"),
                swagger("swagger-ui.css", "text/css"),
                swagger("swagger-ui-bundle.js", "text/javascript"),
                swagger("favicon-32x32.png", "image/png"));
    }

    /** The document as JSON. */
    static byte[] document() {
        try (var yaml = StaticFiles.opened("/openapi.yaml")) {
            return new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml is not YAML", e);
        }
    }

    private static Route swagger(String file, String type) {
        return StaticFiles.route("/docs/" + file, WEBJAR + version() + "/" + file, type);
    }

    private static String version() {
        try (var properties = StaticFiles.opened(WEBJAR_VERSION)) {
            var read = new Properties();
            read.load(properties);
            return read.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("the swagger-ui webjar has no version", e);
        }
    }
}
