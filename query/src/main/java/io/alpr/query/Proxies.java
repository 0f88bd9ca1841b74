package io.alpr.query;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells who asks where proxies stand before us. Only those that are trusted are believed, and of
 * what they pass on only what one of them has seen himself: the last address of {@code
 * X-Forwarded-For} that is no trusted proxy's. Safe from any thread.
 */
final class Proxies {
    private static final String ATTRIBUTE = "alpr.client";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    private final List<IPAddress> trusted;

    /**
     * @param trusted addresses or networks
     * @throws IllegalArgumentException when one of them is neither
     */
    Proxies(List<String> trusted) {
        this.trusted = trusted.stream().map(Proxies::network).toList();
    }

    /**
     * Who asks.
     *
     * @param address of it
     * @param base where it finds us, as {@code scheme://host[:port]}; empty where it does not say
     */
    record Client(String address, String base) {}

    /** Finds it out, before any route is asked. */
    void note(Context context) {
        context.attribute(ATTRIBUTE, isTrusted(context.ip()) ? behind(context) : direct(context));
    }

    /** Who asks. */
    static Client of(Context context) {
        var noted = context.<Client>attribute(ATTRIBUTE);
        return noted == null ? direct(context) : noted;
    }

    /** The address of whoever asks. */
    static String address(Context context) {
        return of(context).address();
    }

    private Client behind(Context context) {
        var chain =
                context.req().getHeaders("X-Forwarded-For") == null
                        ? List.<String>of()
                        : java.util.Collections.list(context.req().getHeaders("X-Forwarded-For"))
                                .stream()
                                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                                .map(String::strip)
                                .toList();
        var address =
                chain.reversed().stream()
                        .takeWhile(Proxies::isAddress)
                        .filter(hop -> !isTrusted(hop))
                        .findFirst()
                        .orElseGet(context::ip);
        var scheme = context.header("X-Forwarded-Proto");
        var host = context.header("X-Forwarded-Host");
        return new Client(
                address,
                base(
                        scheme == null ? context.scheme() : scheme,
                        host == null ? context.header("Host") : host));
    }

    private static Client direct(Context context) {
        return new Client(context.ip(), base(context.scheme(), context.header("Host")));
    }

    private static String base(String scheme, @org.jspecify.annotations.Nullable String host) {
        boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        return web && host != null && HOST.matcher(host).matches()
                ? scheme.toLowerCase(java.util.Locale.ROOT) + "://" + host
                : "";
    }

    private boolean isTrusted(String address) {
        if (trusted.isEmpty()) {
            return false;
        }
        var parsed = new IPAddressString(bare(address)).getAddress();
        return parsed != null && trusted.stream().anyMatch(network -> network.contains(parsed));
    }

    private static boolean isAddress(String text) {
        return new IPAddressString(bare(text)).getAddress() != null && !text.isEmpty();
    }

    /** Without the brackets that IPv6 has beside a port. */
    private static String bare(String address) {
        return address.startsWith("[") && address.contains("]")
                ? address.substring(1, address.indexOf(']'))
                : address;
    }

    private static IPAddress network(String text) {
        var parsed = text.isBlank() ? null : new IPAddressString(text.strip()).getAddress();
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "a trusted proxy must be an address or a network such as 10.0.0.0/8, got: '%s'"
                            .formatted(text));
        }
        return parsed.toPrefixBlock();
    }
}
