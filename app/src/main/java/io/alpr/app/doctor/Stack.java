package io.alpr.app.doctor;

import io.alpr.app.config.AlprConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the services that run on this machine say they are, and what their figures show. */
public final class Stack {
    private static final List<String> SERVICES = List.of("query", "pilot", "recorder");

    private final LocalServices services;
    private final List<Finding> findings = new ArrayList<>();
    private int running;

    private Stack(LocalServices services) {
        this.services = services;
    }

    /** Asks each service's {@code /health} and {@code /metrics}; one line where none runs. */
    public static List<Finding> examine(AlprConfig config) {
        try (var services = new LocalServices(config)) {
            var stack = new Stack(services);
            SERVICES.forEach(stack::look);
            return stack.running == 0
                    ? List.of(Finding.ok("no service of ours runs (./alpr up starts them)"))
                    : List.copyOf(stack.findings);
        }
    }

    private void look(String name) {
        try {
            var health = services.get(name, "/health");
            running++;
            var what = "%s says %s".formatted(name, health.body());
            findings.add(
                    health.statusCode() == 200
                            ? Finding.ok(what)
                            : Finding.fail(
                                    what, "see its log; the reason above names what it waits for"));
            figures(name);
        } catch (IOException e) {
            findings.add(
                    Finding.warn(
                            "%s does not answer on %s"
                                    .formatted(name, services.address(name, "/health")),
                            "./alpr up, or ./alpr %s alone".formatted(name)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.warn(name + " was not asked: interrupted", "try again"));
        }
    }

    private void figures(String name) throws IOException, InterruptedException {
        var metrics = services.get(name, "/metrics");
        if (metrics.statusCode() == 200) {
            findings.addAll(Symptoms.of(Sample.all(metrics.body()), Instant.now()));
        } else {
            findings.add(
                    Finding.warn(
                            "%s does not tell its figures: status %d"
                                    .formatted(name, metrics.statusCode()),
                            "give this command the metrics_token that the service was started with"));
        }
    }
}
