package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
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

    /** Drawn this often, some port comes again: with 12,000 to choose from, surely. */
    @Test
    void noPortIsGivenTwice() {
        assertThat(Stream.generate(Ports::free).limit(2_000).toList()).doesNotHaveDuplicates();
    }

    /** Else any program that calls out may have it before a server does. */
    @Test
    void noPortIsOneThatOutgoingConnectionsGet() throws IOException {
        // By lines: the kernel gives such a file in one piece or not at all.
        var first =
                Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                        .getFirst()
                        .replaceFirst("\\s.*", "");
        assumeTrue(Integer.parseInt(first) >= 32_000, "this machine's range is another");
        assertThat(Stream.generate(Ports::free).limit(50).toList())
                .allMatch(port -> port < Integer.parseInt(first));
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
