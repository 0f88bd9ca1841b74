package io.alpr.app.stack;

import io.alpr.service.Health;
import io.alpr.service.Listen;
import io.alpr.service.ManagementRoutes;
import io.alpr.service.MetricsReaders;
import io.alpr.service.Part;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * A part together with the listener that tells how it is.
 *
 * @param part the service
 * @param management answers {@code /health} and {@code /metrics}; closed last
 */
record RunningService(Part part, AutoCloseable management) implements Part {

    /** A service whose health and metrics are answered on a port of their own. */
    static RunningService managed(
            Part part, Listen listen, PrometheusMeterRegistry meters, MetricsReaders readers) {
        try {
            var server = ManagementRoutes.serve(part, listen, meters, readers);
            return new RunningService(part, server);
        } catch (RuntimeException e) {
            part.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public Health health() {
        return part.health();
    }

    @Override
    public void close() {
        part.close();
        try {
            management.close();
        } catch (Exception e) {
            throw new IllegalStateException("the listener of " + name() + " did not close", e);
        }
    }
}
