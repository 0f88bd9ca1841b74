package io.alpr.app.doctor;

import io.alpr.app.config.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the services that run on this machine say they are. */
public final class Stack {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Stack() {}

    /** Asks each service's {@code /health}; one line where none runs. */
    public static List<Finding> examine(Ports ports) {
        var services = new LinkedHashMap<String, Integer>();
        services.put("query", ports.services().query());
        services.put("pilot", ports.services().pilot());
        services.put("recorder", ports.services().recorder());
        var findings = new ArrayList<Finding>();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (Map.Entry<String, Integer> service : services.entrySet()) {
                findings.add(ask(client, service.getKey(), service.getValue()));
            }
        }
        boolean none = findings.stream().allMatch(finding -> finding.verdict() == Finding.Verdict.WARN);
        return none ? List.of(Finding.ok("no service of ours runs (./alpr up starts them)")) : findings;
    }

    private static Finding ask(HttpClient client, String name, int port) {
        var address = URI.create("http://127.0.0.1:%d/health".formatted(port));
        try {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            var what = "%s says %s".formatted(name, answer.body());
            return answer.statusCode() == 200
                    ? Finding.ok(what)
                    : Finding.fail(what, "see its log; the reason above names what it waits for");
        } catch (IOException e) {
            return Finding.warn("%s does not answer on %s".formatted(name, address), "./alpr up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.warn(name + " was not asked: interrupted", "try again");
        }
    }
}
