package io.alpr.app.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** What a look at a port on this machine's loopback shows. */
public enum PortState {
    /** Something answers. */
    UP("up"),
    /** Nothing answers. */
    DOWN("down"),
    /** Nothing answers, and nothing is meant to in the topology that is chosen. */
    NOT_CHOSEN("not chosen"),
    /** Nothing answers; the service comes with the compose stack only. */
    COMPOSE_ONLY("compose only"),
    /** Nothing answers; the service is used when the operating system has it. */
    NOT_INSTALLED("not installed");

    private static final int WAIT_MS_MAX = 300;

    private final String words;

    PortState(String words) {
        this.words = words;
    }

    /** As the table and its JSON write it. */
    public String words() {
        return words;
    }

    /** Looks now; takes at most 0.3 s. */
    public static PortState of(PortRow row, boolean zookeeperChosen) {
        if (answers(row.probe())) {
            return UP;
        }
        return switch (row.provision()) {
            case OURS -> DOWN;
            case ZOOKEEPER -> zookeeperChosen ? DOWN : NOT_CHOSEN;
            case COMPOSE -> COMPOSE_ONLY;
            case SYSTEM -> NOT_INSTALLED;
        };
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MS_MAX);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
