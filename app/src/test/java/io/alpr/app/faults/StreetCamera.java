package io.alpr.app.faults;

import io.alpr.embedded.Ports;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/** An RTSP camera, a real server that shows a {@link Street} as it is now and that can die. */
final class StreetCamera implements AutoCloseable {
    private static final String SCRIPT =
            """
            import gi, sys
            gi.require_version('Gst', '1.0')
            gi.require_version('GstRtspServer', '1.0')
            from gi.repository import Gst, GstRtspServer, GLib
            Gst.init(None)
            server = GstRtspServer.RTSPServer.new()
            server.set_address('127.0.0.1')
            server.set_service(sys.argv[1])
            factory = GstRtspServer.RTSPMediaFactory.new()
            factory.set_launch('( udpsrc address=127.0.0.1 port=%s buffer-size=2000000 caps="application/x-rtp,'
                'media=video,encoding-name=H264,payload=96,clock-rate=90000" ! rtph264depay ! '
                'video/x-h264,stream-format=byte-stream,alignment=au ! '
                'rtph264pay name=pay0 pt=96 config-interval=-1 )' % sys.argv[2])
            factory.set_shared(True)
            server.get_mount_points().add_factory('/live', factory)
            if server.attach(None) == 0:
                sys.exit(1)
            print('ready', flush=True)
            GLib.MainLoop().run()
            """;

    private final String id;
    private final int port = Ports.free();
    private final int eye = freeDatagramPort();
    private Optional<GStreamer> server = Optional.empty();

    /** Is not there before {@link #start}. */
    StreetCamera(String id) {
        this.id = id;
    }

    /** One that is there. */
    static StreetCamera running(String id) throws IOException {
        var camera = new StreetCamera(id);
        camera.start();
        return camera;
    }

    private static int freeDatagramPort() {
        var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var socket = new DatagramSocket(anywhere)) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new AssertionError("no free port for datagrams", e);
        }
    }

    String id() {
        return id;
    }

    /** Port that the street is shown at. */
    int eye() {
        return eye;
    }

    /** Where it plays, always the same; with a password in it. */
    String url() {
        return "rtsp://viewer:hunter2@127.0.0.1:%d/live".formatted(port);
    }

    void start() throws IOException {
        server = Optional.of(GStreamer.run(SCRIPT, List.of("" + port, "" + eye)));
    }

    /** Falls silent while its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        server.orElseThrow().signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        server.orElseThrow().signal("CONT");
    }

    /** Dies without a farewell. */
    void kill() {
        close();
    }

    @Override
    public void close() {
        server.ifPresent(GStreamer::close);
        server = Optional.empty();
    }
}
