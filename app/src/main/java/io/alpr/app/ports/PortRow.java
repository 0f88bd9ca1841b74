package io.alpr.app.ports;

/**
 * One row of the port table.
 *
 * @param group heading it stands under
 * @param service as operators call it
 * @param internal port inside a container network, {@code -} when there is none
 * @param external port on the host, {@code -} when it is not published
 * @param protocol TCP, HTTP or HTTP/S3
 * @param purpose one phrase
 * @param url to open in a browser or with curl, {@code -} when there is none
 * @param provision who provides it here
 */
public record PortRow(
        String group,
        String service,
        String internal,
        String external,
        String protocol,
        String purpose,
        String url,
        Provision provision) {

    /** Who provides a service when there is no Docker. */
    public enum Provision {
        /** This program starts it. */
        OURS,
        /** This program starts it when the ZooKeeper topology is chosen. */
        ZOOKEEPER,
        /** Only the compose stack has it. */
        COMPOSE,
        /** The operating system's package, when installed. */
        SYSTEM
    }

    /** The port that answers on this machine: the external one, else the internal one. */
    public int probe() {
        return Integer.parseInt(external.equals("-") ? internal : external);
    }
}
