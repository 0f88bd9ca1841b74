package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PromptSocketsTest {
    @Test
    void everySocketSendsAtOnce() throws IOException {
        var sockets = new PromptSockets();
        var here = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 4, here);
                var unconnected = sockets.createSocket();
                var connected = sockets.createSocket(here, server.getLocalPort());
                var bound = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
            assertThat(unconnected.getTcpNoDelay()).isTrue();
            assertThat(connected.getTcpNoDelay()).isTrue();
            assertThat(bound.getTcpNoDelay()).isTrue();
        }
    }
}
