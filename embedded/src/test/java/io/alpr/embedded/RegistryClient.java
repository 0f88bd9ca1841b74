package io.alpr.embedded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks Confluent's REST API as any client would. */
final class RegistryClient {
    static final String SCHEMA =
            "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Seen\\\",\\\"fields\\\":[{\\\"name\\\":\\\"text\\\",\\\"type\\\":\\\"string\\\"}]}";
    static final String INCOMPATIBLE_SCHEMA =
            "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Seen\\\",\\\"fields\\\":[{\\\"name\\\":\\\"other\\\",\\\"type\\\":\\\"long\\\"}]}";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private RegistryClient() {}

    static int register(String url, String subject, String schema) throws Exception {
        HttpResponse<String> answer = post(url, subject, schema);
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() != 200 || !id.find()) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Integer.parseInt(id.group(1));
    }

    static HttpResponse<String> post(String url, String subject, String schema) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", TYPE)
                        .POST(BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}"))
                        .build());
    }

    static HttpResponse<String> get(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
