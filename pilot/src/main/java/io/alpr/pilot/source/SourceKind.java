package io.alpr.pilot.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an address leads to. None of them shows a login in its {@link Object#toString}. */
public sealed interface SourceKind
        permits SourceKind.File,
                SourceKind.Rtsp,
                SourceKind.Http,
                SourceKind.Folder,
                SourceKind.Device {

    /** The kinds, as an error tells them. */
    String KINDS =
            "the path of a video, rtsp:// or rtsps://, http:// or https:// (MJPEG, a video stream or"
                    + " a picture), folder:PATH (pictures that appear in it) or v4l2:/dev/videoN"
                    + " (a USB camera)";

    /**
     * A video file.
     *
     * @param path as configured
     */
    record File(Path path) implements SourceKind {}

    /**
     * A camera that speaks RTSP.
     *
     * @param url with its login, never to be shown
     */
    record Rtsp(String url) implements SourceKind {
        @Override
        public String toString() {
            return SourceAddress.redacted(url);
        }
    }

    /**
     * A camera that speaks HTTP: what it gives is known when it answers.
     *
     * @param url with its login, never to be shown
     */
    record Http(String url) implements SourceKind {
        @Override
        public String toString() {
            return SourceAddress.redacted(url);
        }
    }

    /**
     * A folder that pictures are put into, by a camera's FTP upload for instance.
     *
     * @param path as configured
     */
    record Folder(Path path) implements SourceKind {}

    /**
     * A camera on this machine's USB, through Video4Linux.
     *
     * @param path of the device, e.g. {@code /dev/video0}
     */
    record Device(Path path) implements SourceKind {}

    /** Whether it has no end of its own and is tried again when it is lost. */
    default boolean isLive() {
        return !(this instanceof File);
    }

    /**
     * Whether it waits for its reader; the others go on, and what is not fetched in time is lost.
     */
    default boolean waitsForReader() {
        return this instanceof File || this instanceof Folder;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none of these; without the address's login
     */
    static SourceKind of(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("source must be " + KINDS + "; got nothing");
        }
        var found = Schemes.SCHEME.matcher(address);
        if (!found.find()) {
            return local(Path.of(address), address);
        }
        var scheme = found.group(1).toLowerCase(Locale.ROOT);
        var rest = address.substring(found.end());
        return switch (scheme) {
            case "rtsp", "rtsps" -> new Rtsp(withoutSpaces(address));
            case "http", "https" -> new Http(withoutSpaces(address));
            case "folder" -> new Folder(Path.of(named(rest, "folder:/var/uploads")));
            case "v4l2" -> new Device(Path.of(named(rest, "v4l2:/dev/video0")));
            default ->
                    throw new IllegalArgumentException(
                            "source must be %s; got: %s"
                                    .formatted(KINDS, SourceAddress.redacted(address)));
        };
    }

    /** A login with a space in it would not be known as one, and show. */
    private static String withoutSpaces(String url) {
        if (url.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("source has a space in its URL; write %20 for each");
        }
        return url;
    }

    private static String named(String path, String example) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("source must name a path, like " + example);
        }
        return path;
    }

    private static SourceKind local(Path path, String text) {
        if (text.startsWith("/dev/video") || text.startsWith("/dev/v4l/")) {
            return new Device(path);
        }
        return text.endsWith("/") || Files.isDirectory(path) ? new Folder(path) : new File(path);
    }

    /** How an address may begin. */
    final class Schemes {
        /** A scheme with two slashes, or one of our own two; {@code a:b.mp4} is a file. */
        private static final Pattern SCHEME =
                Pattern.compile("^(folder(?=:)|v4l2(?=:)|[A-Za-z][A-Za-z0-9+.-]+(?=://)):");

        private Schemes() {}
    }
}
