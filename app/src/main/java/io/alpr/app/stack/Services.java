package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.KafkaEventSink;
import io.alpr.pilot.publish.KafkaSettings;
import io.alpr.pilot.publish.OutboxMeters;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.pilot.reject.RejectSettings;
import io.alpr.pilot.reject.RejectWriter;
import io.alpr.query.QueryApi;
import io.alpr.query.QuerySettings;
import io.alpr.query.access.FirstAdministrator;
import io.alpr.recorder.Recorder;
import io.alpr.recorder.RecorderSettings;
import io.alpr.service.Listen;
import io.alpr.service.Meters;
import io.alpr.service.Niceness;
import io.alpr.service.Part;
import io.alpr.service.StartFailure;
import io.alpr.service.TlsFiles;
import io.alpr.vision.Engine;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts each of our services as the configuration says. */
public final class Services {
    private static final String BUILT_IN = "built-in";

    private Services() {}

    /**
     * The engine that the configuration names; the caller closes it, after what uses it.
     *
     * @param purpose frames of cameras, or single pictures that somebody sends
     */
    public static Engine engine(AlprConfig config, Purpose purpose) {
        try {
            return Niceness.givingWay("engine", () -> opened(config, purpose));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the models were loaded", e);
        }
    }

    private static Engine opened(AlprConfig config, Purpose purpose) {
        var recognition = config.recognition();
        int threads =
                recognition.threads() > 0
                        ? recognition.threads()
                        : Runtime.getRuntime().availableProcessors();
        var engine =
                recognition.engine().equals(BUILT_IN)
                        ? Engines.builtIn(purpose, threads)
                        : Engines.open(Path.of(recognition.engine()), purpose, threads);
        // Who sends a picture can wait a moment longer for the first answer; a vehicle cannot.
        return purpose == Purpose.VIDEO ? engine.warmedUp() : engine;
    }

    /** The storage service with its health and metrics. */
    public static Part recorder(AlprConfig config, Addresses addresses) {
        var meters = Meters.registry();
        var listen = new Listen(config.listen(), config.ports().services().recorder());
        return RunningService.managed(
                Recorder.start(recorderSettings(config, addresses), meters),
                listen,
                meters,
                config.metricsReaders());
    }

    /** All that the configuration says of the storage service. */
    static RecorderSettings recorderSettings(AlprConfig config, Addresses addresses) {
        return RecorderSettings.of(
                        addresses.broker().bootstrapServers(),
                        addresses.broker().schemaRegistry(),
                        addresses.database(),
                        addresses.objectStore())
                .withRetention(config.retention().policy())
                .withReplication(config.kafka().topicReplication());
    }

    /**
     * The REST API; its own port answers its health and metrics.
     *
     * @param say told, once in the life of an archive, what its first administrator logs in with
     */
    public static Part query(
            AlprConfig config, Addresses addresses, Engine engine, Consumer<String> say) {
        return QueryApi.start(
                querySettings(config, addresses), engine, login -> say.accept(firstLogin(login)));
    }

    /** All that the configuration says of the REST API. */
    static QuerySettings querySettings(AlprConfig config, Addresses addresses) {
        var query = config.query();
        return new QuerySettings(
                new QuerySettings.Reach(
                        new Listen(config.queryListen(), config.ports().services().query()),
                        tls(query),
                        query.plainHttp(),
                        query.trustedProxies()),
                addresses.database(),
                addresses.objectStore(),
                new QuerySettings.Rules(
                        query.reasonRequired(),
                        query.corsOrigins(),
                        new QuerySettings.Rates(
                                query.requestsPerSecond(), query.recognitionsPerSecond()),
                        config.metricsReaders()),
                query.oidc().settings());
    }

    private static Optional<TlsFiles> tls(AlprConfig.Query query) {
        return query.tlsCertificate().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TlsFiles(Path.of(query.tlsCertificate()), Path.of(query.tlsKey())));
    }

    private static String firstLogin(FirstAdministrator.Login login) {
        return """

                 Administrator  %s
                 Password       %s   (shown this once; lost: ./alpr user reset %s)
               """
                .formatted(login.name(), login.password(), login.name());
    }

    /** A pilot and the listener for its health and metrics. */
    public record RunningPilot(Pilot pilot, Part service) implements AutoCloseable {
        @Override
        public void close() {
            service.close();
        }
    }

    /**
     * The edge service with its health and metrics.
     *
     * @throws io.alpr.service.StartFailure when another pilot has its outbox, or the outbox's disk
     *     cannot be used
     */
    public static RunningPilot pilot(
            AlprConfig config, Addresses.Broker broker, Engine engine, PassListener listener) {
        var host = config.host().isEmpty() ? hostName() : config.host();
        var meters = Meters.registry();
        var settings = PilotSettings.of(host, Cameras.of(config));
        var outbox =
                Outbox.open(new OutboxSettings(config.outboxFolder(), config.outbox().bytesMax()));
        OutboxMeters.register(meters, outbox);
        new DiskSpaceMetrics(config.outboxFolder().toFile()).bindTo(meters);
        var sink =
                new KafkaEventSink(
                        new KafkaSettings(
                                broker.bootstrapServers(),
                                broker.schemaRegistry(),
                                config.objectStore().bucket(),
                                "alpr-pilot-" + host,
                                Map.of()),
                        outbox,
                        meters);
        var rejects =
                RejectWriter.start(
                        new RejectSettings(
                                config.rejectsFolder(),
                                config.rejects().perCamera(),
                                config.rejects().bytesMax()),
                        meters);
        var outlets = new Pilot.Outlets(sink, sink, listener, rejects);
        var pilot = Pilot.start(settings, engine, outlets, meters);
        var listen = new Listen(config.listen(), config.ports().services().pilot());
        return new RunningPilot(
                pilot, RunningService.managed(pilot, listen, meters, config.metricsReaders()));
    }

    private static String hostName() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return name.length() > 100 ? name.substring(0, 100) : name;
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
