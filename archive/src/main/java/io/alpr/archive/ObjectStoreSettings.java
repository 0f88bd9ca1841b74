package io.alpr.archive;

import java.net.URI;

/**
 * Where the pictures are kept: a server that speaks S3 with signature version 4. {@link #toString}
 * hides the secret key.
 *
 * @param endpoint as this program reaches it, with or without a scheme ({@code localhost:9000}
 *     means {@code http}); no path
 * @param accessKey who we are
 * @param secretKey how we prove it
 * @param bucket name, by S3's rule: 3 to 63 of a-z, 0-9, dot and dash
 * @param publicEndpoint as a browser reaches it, for presigned addresses; empty when the same
 */
public record ObjectStoreSettings(
        String endpoint, String accessKey, String secretKey, String bucket, String publicEndpoint) {
    public ObjectStoreSettings {
        endpoint = withScheme("object store endpoint", endpoint);
        publicEndpoint =
                publicEndpoint.isBlank()
                        ? endpoint
                        : withScheme("object store publicEndpoint", publicEndpoint);
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "bucket must be 3 to 63 of a-z 0-9 . - with a letter or digit at both ends,"
                            + " got: '"
                            + bucket
                            + "'");
        }
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("object store needs an access key and a secret key");
        }
    }

    /** For a store whose address is the same for everyone. */
    public ObjectStoreSettings(String endpoint, String accessKey, String secretKey, String bucket) {
        this(endpoint, accessKey, secretKey, bucket, "");
    }

    /** Without the secret key. */
    @Override
    public String toString() {
        return "ObjectStoreSettings[%s/%s, public=%s, accessKey=%s, secretKey=***]"
                .formatted(endpoint, bucket, publicEndpoint, accessKey);
    }

    private static String withScheme(String name, String given) {
        var text = given.strip();
        var address = text.contains("://") ? text : "http://" + text;
        try {
            var parsed = new URI(address);
            var path = parsed.getPath();
            var plain = path == null || path.isEmpty() || path.equals("/");
            var web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            if (parsed.getHost() != null && plain && web && parsed.getUserInfo() == null) {
                return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
            }
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(
                    "%s must be host:port or http(s)://host:port, got: '%s'".formatted(name, given),
                    e);
        }
        throw new IllegalArgumentException(
                "%s must be host:port or http(s)://host:port, got: '%s'".formatted(name, given));
    }
}
