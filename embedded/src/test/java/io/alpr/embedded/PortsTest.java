package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir Path data;

    @Test
    void aTakenPortIsNamedWithItsHolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            long own = ProcessHandle.current().pid();
            Optional<Holder> holder = Ports.holder(port);
            assertThat(holder).map(Holder::pid).contains(own);
            assertThat(holder).map(Holder::command).get().asString().contains("java");
            assertThat(Ports.check(List.of(0, port, 0))).hasSize(1);
        }
    }

    @Test
    void aFreePortHasNoHolder() {
        assertThat(Ports.holder(Ports.free())).isEmpty();
        assertThat(Ports.holder(0)).isEmpty();
    }

    /** The kernel, asked this often, offers some port again: with 28,000 to choose from, surely. */
    @Test
    void noPortIsGivenTwice() {
        assertThat(Stream.generate(Ports::free).limit(2_000).toList()).doesNotHaveDuplicates();
    }

    @Test
    void aStackOnATakenPortStartsNothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            StackPorts ports = new StackPorts(KafkaPorts.free(), port, 0, 0, 0);
            StackSettings settings =
                    new StackSettings(
                            data,
                            ports,
                            Topology.KRAFT,
                            Secrets.generated(),
                            "alpr",
                            List.of("alpr_db"));
            assertThatThrownBy(() -> EmbeddedStack.start(settings))
                    .isInstanceOf(EmbeddedFailure.class)
                    .hasMessageContaining("port " + port + " is held by pid");
            assertThat(data).isEmptyDirectory();
        }
    }
}
