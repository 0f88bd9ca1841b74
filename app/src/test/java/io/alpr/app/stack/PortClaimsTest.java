package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.app.config.Ports;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class PortClaimsTest {
    private static Ports allFreeBut(int kafka) {
        return new Ports(
                new Ports.Data(kafka, free(), free(), free(), free(), free(), free(), free()),
                new Ports.Services(free(), free(), free()));
    }

    private static int free() {
        return io.alpr.embedded.Ports.free();
    }

    @Test
    void aTakenPortIsNamedWithItsHolderBeforeAnythingStarts() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = allFreeBut(holder.getLocalPort());
            assertThatThrownBy(() -> PortClaims.demandFree(ports, false))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port %d (kafka)".formatted(holder.getLocalPort()))
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void theDemoTakesAFreePortInsteadAndSaysSo() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var said = new ArrayList<String>();
            var ports = allFreeBut(holder.getLocalPort());
            var moved = PortClaims.movedWhereTaken(ports, false, said::add);
            assertThat(moved.data().kafka()).isNotEqualTo(holder.getLocalPort());
            assertThat(moved.with("kafka", holder.getLocalPort())).isEqualTo(ports);
            assertThat(said).singleElement().asString().contains("(kafka)", "taking " + moved.data().kafka());
        }
    }

    @Test
    void portsThatTheTopologyDoesNotUseMayBeTaken() throws IOException {
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = allFreeBut(free()).with("zookeeper", holder.getLocalPort());
            PortClaims.demandFree(ports, false);
            assertThatThrownBy(() -> PortClaims.demandFree(ports, true)).hasMessageContaining("(zookeeper)");
        }
    }
}
