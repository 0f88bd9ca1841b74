package io.alpr.app.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files under {@code deploy}. */
public final class Deployed {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private Deployed() {}

    /** An expression and where it stands. */
    public record Expression(String place, String text) {}

    /** A file below {@code deploy}. */
    public static Path file(String name) {
        return Path.of("..", "deploy").toAbsolutePath().normalize().resolve(name);
    }

    static JsonNode yaml(String name) throws IOException {
        return YAML.readTree(Files.readString(file(name)));
    }

    /** The dashboard of that uid. */
    static JsonNode dashboard(String uid) throws IOException {
        return JSON.readTree(Files.readString(file("grafana/dashboards/" + uid + ".json")));
    }

    /** What the panels of a dashboard ask. */
    public static List<Expression> panels(String uid) throws IOException {
        var found = new ArrayList<Expression>();
        for (var panel : dashboard(uid).get("panels")) {
            for (var target : panel.path("targets")) {
                found.add(
                        new Expression(
                                uid + ": " + panel.get("title").asText(),
                                target.get("expr").asText()));
            }
        }
        return found;
    }

    /** What recording rules and alerts ask. */
    static List<Expression> rules(String file) throws IOException {
        var found = new ArrayList<Expression>();
        for (var group : yaml("prometheus/rules/" + file).get("groups")) {
            for (var rule : group.get("rules")) {
                found.add(
                        new Expression(
                                rule.path("alert").asText(rule.path("record").asText()),
                                rule.get("expr").asText()));
            }
        }
        return found;
    }
}
