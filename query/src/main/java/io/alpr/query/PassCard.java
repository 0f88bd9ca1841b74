package io.alpr.query;

import io.alpr.archive.read.ArchivedEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** One pass as it stands on the web page. */
final class PassCard {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final double HIGH = 0.9;
    private static final double FAIR = 0.7;

    private PassCard() {}

    static String of(ArchivedEvent event, UnaryOperator<String> links) {
        var site = event.place().site();
        var camera = event.pass().cameraId();
        var confidence = event.plate().confidence();
        return """
            <li class="pass" data-key="%s">
            <div class="view">%s</div>
            <div class="facts">
            <p class="plate">%s</p>
            <p class="certainty %s" title="Confidence of the reading">%d&#8239;%%</p>
            <p class="where">%s</p>
            <time datetime="%s">%s</time>
            </div>
            </li>"""
                .formatted(
                        event.pass().eventId() + "." + Integer.toHexString(event.hashCode()),
                        view(event, links),
                        Html.escaped(event.plate().text()),
                        confidence >= HIGH ? "high" : confidence >= FAIR ? "fair" : "low",
                        Math.round(100 * confidence),
                        Html.escaped(site.isEmpty() ? camera : camera + " · " + site),
                        event.pass().capturedAt(),
                        UTC_TIME.format(event.pass().capturedAt()));
    }

    /**
     * The vehicle with its plate inset, or the plate alone, or a word where there is no picture.
     */
    private static String view(ArchivedEvent event, UnaryOperator<String> links) {
        var plate = links.apply(event.pictures().plate());
        var wide = links.apply(event.pictures().vehicle());
        if (!isWeb(wide)) {
            wide = links.apply(event.pictures().frame());
        }
        var name = Html.escaped(event.plate().text());
        if (isWeb(wide)) {
            return picture("wide", wide, "Vehicle with plate " + name)
                    + (isWeb(plate) ? picture("inset", plate, "Plate " + name) : "");
        }
        return isWeb(plate)
                ? picture("alone", plate, "Plate " + name)
                : "<span class=\"none\">no picture</span>";
    }

    private static String picture(String kind, String address, String name) {
        return """
               <a href="%1$s" target="_blank" rel="noopener noreferrer"><img class="%2$s" src="%1$s" alt="%3$s" loading="lazy"></a>"""
                .formatted(Html.escaped(address), kind, name);
    }

    /** An address that is not the web's, such as {@code javascript:}, never becomes a link. */
    private static boolean isWeb(String address) {
        return address.startsWith("http://") || address.startsWith("https://");
    }
}
