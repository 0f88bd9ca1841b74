package io.alpr.app.stack;

import io.alpr.app.config.Ports;
import io.alpr.embedded.Holder;
import io.alpr.service.StartFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Settles who gets which port before anything starts. */
public final class PortClaims {
    private PortClaims() {}

    /**
     * Refuses to start where a port is taken.
     *
     * @throws StartFailure naming each taken port and what holds it
     */
    public static void demandFree(Ports ports, boolean zookeeper) {
        var taken = new ArrayList<String>();
        for (Map.Entry<String, Integer> port : wanted(ports, zookeeper)) {
            io.alpr.embedded.Ports.holder(port.getValue())
                    .ifPresent(holder -> taken.add(described(port, holder)));
        }
        if (!taken.isEmpty()) {
            throw new StartFailure(
                    String.join("; ", taken)
                            + ". Stop what holds them, or set other ports in alpr.yaml (ports:)");
        }
    }

    /** The same ports, with a free one in place of each that is taken. */
    public static Ports movedWhereTaken(Ports ports, boolean zookeeper, Consumer<String> say) {
        var moved = ports;
        for (Map.Entry<String, Integer> port : wanted(ports, zookeeper)) {
            var holder = io.alpr.embedded.Ports.holder(port.getValue());
            if (holder.isPresent()) {
                int free = io.alpr.embedded.Ports.free();
                say.accept("%s; taking %d instead".formatted(described(port, holder.get()), free));
                moved = moved.with(port.getKey(), free);
            }
        }
        return moved;
    }

    private static String described(Map.Entry<String, Integer> port, Holder holder) {
        return "port %d (%s) is held by %s (pid %d)"
                .formatted(port.getValue(), port.getKey(), program(holder), holder.pid());
    }

    /** The program's own name: ten whole command lines would bury the ports. */
    private static String program(Holder holder) {
        return holder.command().replaceFirst("^(\\S*/)?(\\S+).*", "$2");
    }

    private static List<Map.Entry<String, Integer>> wanted(Ports ports, boolean zookeeper) {
        var unused = zookeeper ? "kafka_controller" : "zookeeper";
        return ports.named().entrySet().stream()
                .filter(port -> !port.getKey().equals(unused))
                .toList();
    }
}
