package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** What one line of the log looks like, to people and to programs. */
final class LogFormatTest {
    @Test
    void eachLineIsAnObjectAndNamesItsRequestInAFieldOfItsOwn() throws Exception {
        var line =
                logged(
                        "json",
                        log -> {
                            try (var _ = MDC.putCloseable("requestId", "r-1")) {
                                log.warn("error={}", "two\nlines");
                            }
                        });
        assertThat(line.lines()).hasSize(1);
        var json = new ObjectMapper().readTree(line);
        assertThat(json.at("/mdc/requestId").asText()).isEqualTo("r-1");
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("formattedMessage").asText()).isEqualTo("error=two\nlines");
        assertThat(json.get("timestamp").asLong()).isPositive();
    }

    @Test
    void aLineForPeopleNamesItsRequestBeforeTheMessageAndNothingWhereThereIsNone() {
        assertThat(
                        logged(
                                "text",
                                log -> {
                                    try (var _ = MDC.putCloseable("requestId", "r-1");
                                            var _ = MDC.putCloseable("eventId", "e-2")) {
                                        log.warn("error=none");
                                    }
                                }))
                .contains("requestId=r-1")
                .contains("eventId=e-2")
                .endsWith(" error=none\n")
                .doesNotContain(",");
        assertThat(logged("text", log -> log.warn("error=none")))
                .matches("\\S+ WARN  Asked error=none\n");
    }

    private static String logged(String format, Consumer<Logger> work) {
        var written = new ByteArrayOutputStream();
        var before = System.err;
        var context = new LoggerContext();
        // As SLF4J's own provider does.
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.putProperty("ALPR_LOG_FORMAT", format);
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
            work.accept(context.getLogger("io.alpr.service.Asked"));
        } catch (ch.qos.logback.core.joran.spi.JoranException e) {
            throw new IllegalStateException(e);
        } finally {
            context.stop();
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
