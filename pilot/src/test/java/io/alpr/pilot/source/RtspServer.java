package io.alpr.pilot.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real RTSP server, GStreamer's, with a test picture of 320 by 240 at ten frames a second or with
 * a video.
 */
public final class RtspServer implements AutoCloseable {
    private static final String SCRIPT =
            """
            import gi, sys
            gi.require_version('Gst', '1.0')
            gi.require_version('GstRtspServer', '1.0')
            from gi.repository import Gst, GstRtspServer, GLib
            Gst.init(None)
            server = GstRtspServer.RTSPServer.new()
            server.set_address('127.0.0.1')
            server.set_service('0')
            factory = GstRtspServer.RTSPMediaFactory.new()
            factory.set_launch('( ' + sys.argv[1] + ' ! PAYLOADER name=pay0 pt=96 )')
            factory.set_shared(True)
            server.get_mount_points().add_factory('/live', factory)
            server.connect('client-connected', lambda *_: print('client', flush=True))
            server.attach(None)
            print('port', server.get_bound_port(), flush=True)
            GLib.MainLoop().run()
            """;

    /** A test picture and an encoder. */
    private static final String PICTURES =
            "videotestsrc is-live=true pattern=%s ! video/x-raw,width=320,height=240,framerate=10/1 ! "
                    + "%s tune=zerolatency speed-preset=ultrafast key-int-max=10";

    private final Process process;
    private final int port;
    private final AtomicInteger connections = new AtomicInteger();

    private RtspServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with H.264 on a free port, or skips the test where GStreamer is not installed. */
    public static RtspServer start() throws IOException {
        return showing("ball");
    }

    /**
     * The same with another of GStreamer's test pictures.
     *
     * @param pattern e.g. {@code snow}, {@code smpte100}
     */
    public static RtspServer showing(String pattern) throws IOException {
        return launch(PICTURES.formatted(pattern, "x264enc"), "rtph264pay");
    }

    /** Plays an MP4 with H.264 in its own time, from the beginning at each connection. */
    public static RtspServer playing(Path file) throws IOException {
        return launch(
                "filesrc location=\"%s\" ! qtdemux ! identity sync=true".formatted(file),
                "rtph264pay");
    }

    /** A ball in H.265. */
    public static RtspServer startH265() throws IOException {
        assumeTrue(
                isThere("x265enc"),
                "SKIPPED: needs an encoder of H.265, install it with: apt-get install"
                        + " gstreamer1.0-plugins-bad");
        return launch(PICTURES.formatted("ball", "x265enc"), "rtph265pay");
    }

    private static boolean isThere(String element) throws IOException {
        var script =
                """
                import gi, sys
                gi.require_version('Gst', '1.0')
                from gi.repository import Gst
                Gst.init(None)
                sys.exit(0 if Gst.ElementFactory.find('%s') else 1)
                """
                        .formatted(element);
        try {
            var process =
                    new ProcessBuilder("/usr/bin/python3", "-c", script)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RtspServer launch(String media, String payloader) throws IOException {
        var process =
                new ProcessBuilder(
                                "/usr/bin/python3",
                                "-c",
                                SCRIPT.replace("PAYLOADER", payloader),
                                media)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = lines.readLine();
        assumeTrue(
                line != null && line.startsWith("port "),
                "SKIPPED: needs an RTSP server, install it with: apt-get install"
                        + " gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good"
                        + " gstreamer1.0-plugins-ugly python3-gi");
        var server = new RtspServer(process, Integer.parseInt(String.valueOf(line).substring(5)));
        Thread.ofPlatform().daemon().start(() -> count(lines, server.connections));
        return server;
    }

    /** Each line tells of a connection. */
    private static void count(BufferedReader lines, AtomicInteger connections) {
        try {
            lines.lines().forEach(_ -> connections.incrementAndGet());
        } catch (UncheckedIOException e) {
            // Its process was killed while its next line was waited for.
        }
    }

    /** How many have connected so far. */
    public int connections() {
        return connections.get();
    }

    /** Where it plays. */
    public String url() {
        return "rtsp://viewer:hunter2@127.0.0.1:%d/live".formatted(port);
    }

    /** Makes it fall silent while its connections stay open. */
    public void freeze() throws IOException, InterruptedException {
        var stop = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        stop.waitFor(5, TimeUnit.SECONDS);
    }

    /** Ends it without a farewell. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
