package io.alpr.app.command;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real RTSP server, GStreamer's, that plays an MP4 with H.264 in its own time. */
final class RtspVideo implements AutoCloseable {
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
            factory.set_launch('( filesrc location="%s" ! qtdemux ! identity sync=true ! '
                'rtph264pay name=pay0 pt=96 config-interval=1 )' % sys.argv[1])
            server.get_mount_points().add_factory('/live', factory)
            server.attach(None)
            print('port', server.get_bound_port(), flush=True)
            GLib.MainLoop().run()
            """;

    private final Process process;
    private final String url;

    private RtspVideo(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one on a free port, or skips the test where GStreamer's server is not installed. */
    static RtspVideo playing(Path file) throws IOException {
        var process =
                new ProcessBuilder("/usr/bin/python3", "-c", SCRIPT, file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var line =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        assumeTrue(
                line != null && line.startsWith("port "),
                "SKIPPED: needs an RTSP server, install it with: apt-get install"
                        + " gir1.2-gst-rtsp-server-1.0"
                        + " gstreamer1.0-plugins-good python3-gi");
        var port = String.valueOf(line).substring(5);
        return new RtspVideo(process, "rtsp://viewer:hunter2@127.0.0.1:" + port + "/live");
    }

    /** Where it plays, with a password in it. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
