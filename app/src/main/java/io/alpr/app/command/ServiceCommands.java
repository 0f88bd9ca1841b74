package io.alpr.app.command;

import io.alpr.app.stack.Addresses;
import io.alpr.app.stack.Services;
import io.alpr.pilot.camera.PassListener;
import io.alpr.vision.Purpose;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Each service alone, against a broker, database and object store that are somewhere else. */
final class ServiceCommands {
    private ServiceCommands() {}

    /** The edge service. */
    @Command(
            name = "pilot",
            header = "Runs the edge service alone: cameras to events on Kafka.",
            description =
                    "%nFinds the broker and the registry by kafka: in alpr.yaml or by the environment. What the broker does not"
                            + " have yet is kept on disk (outbox: in alpr.yaml); each pilot needs a folder of its own for it.",
            footer = {
                "%nExamples:",
                "  KAFKA_BOOTSTRAP_SERVERS=center:9092 \\",
                "  SCHEMA_REGISTRY_URL=http://center:8081 ./alpr pilot -c gate.yaml",
                "  ./alpr pilot rejects --since 1h        what could not be read"
            },
            subcommands = RejectsCommand.class)
    static final class PilotCommand implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();

        /** What a subcommand takes where it is given none of its own. */
        ConfigOption config() {
            return config;
        }

        @Override
        public Integer call() throws InterruptedException {
            var configuration = config.read();
            try (var lifetime = new Lifetime();
                    var engine = Services.engine(configuration, Purpose.VIDEO);
                    var running =
                            Services.pilot(
                                    configuration,
                                    Addresses.Broker.configured(configuration),
                                    engine,
                                    PassListener.NONE);
                    var _ = config.watch(configuration, running.pilot())) {
                lifetime.await();
            }
            return ExitCodes.OK;
        }
    }

    /** The storage service. */
    @Command(
            name = "recorder",
            header =
                    "Runs the storage service alone: events and pictures from Kafka to the archive.",
            footer = {
                "%nExamples:",
                "  DB_HOST=db DB_PASSWORD=... MINIO_ENDPOINT=minio:9000 ./alpr recorder"
            })
    static final class RecorderCommand implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        public Integer call() throws InterruptedException {
            var configuration = config.read();
            try (var lifetime = new Lifetime();
                    var _ = Services.recorder(configuration, Addresses.configured(configuration))) {
                lifetime.await();
            }
            return ExitCodes.OK;
        }
    }

    /** The REST API. */
    @Command(
            name = "query",
            header = "Runs the REST API and its web page alone.",
            footer = {
                "%nExamples:",
                "  DB_HOST=db DB_PASSWORD=... MINIO_ENDPOINT=minio:9000 ./alpr query"
            })
    static final class QueryCommand implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            var configuration = config.read();
            try (var lifetime = new Lifetime();
                    var engine = Services.engine(configuration, Purpose.STILL);
                    var _ =
                            Services.query(
                                    configuration,
                                    Addresses.configured(configuration),
                                    engine,
                                    spec.commandLine().getOut()::println)) {
                lifetime.await();
            }
            return ExitCodes.OK;
        }
    }
}
