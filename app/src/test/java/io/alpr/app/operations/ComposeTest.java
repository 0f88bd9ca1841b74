package io.alpr.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.ports.PortRow;
import io.alpr.app.ports.PortTable;
import io.alpr.app.stack.ComposeSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compose stack against the table of ports and the settings of our services. */
final class ComposeTest {
    /** Service of the stack that a row of the table is. */
    private static final Map<String, String> SERVICES =
            Map.ofEntries(
                    Map.entry("ZooKeeper", "zookeeper"),
                    Map.entry("Kafka Broker", "kafka"),
                    Map.entry("Kafka JMX", "kafka"),
                    Map.entry("Schema Registry", "schema-registry"),
                    Map.entry("Kafka UI", "kafka-ui"),
                    Map.entry("TimescaleDB", "timescaledb"),
                    Map.entry("MinIO API", "minio"),
                    Map.entry("MinIO Console", "minio"),
                    Map.entry("Query API", "query-api"),
                    Map.entry("Query API Metrics", "query-api"),
                    Map.entry("Kafka Consumer Metrics", "kafka-consumer"),
                    Map.entry("ALPR Pilot Metrics", "pilot"),
                    Map.entry("Grafana", "grafana"),
                    Map.entry("Prometheus", "prometheus"),
                    Map.entry("Loki", "loki"),
                    Map.entry("Promtail", "promtail"),
                    Map.entry("cAdvisor", "cadvisor"));

    /** Reached from other machines where the operator chooses so. */
    private static final Set<String> BY_CHOICE = Set.of("8000", "3000");

    private static final String CHOSEN = "${ALPR_LISTEN:-127.0.0.1}:";

    private static Map<String, JsonNode> services() throws IOException {
        var all = new HashMap<String, JsonNode>();
        for (var file : List.of("compose.zookeeper.yaml", "compose.yaml")) {
            Deployed.yaml("compose/" + file)
                    .get("services")
                    .properties()
                    .forEach(service -> all.put(service.getKey(), service.getValue()));
        }
        return all;
    }

    private static List<PortRow> table() {
        return PortTable.rows(ConfigFiles.read(Optional.empty(), Map.of()).ports());
    }

    private static List<String> ports(JsonNode service) {
        return service.path("ports").valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void everyRowOfTheTableIsAServiceOnItsPorts() throws IOException {
        var services = services();
        for (var row : table()) {
            var name = SERVICES.get(row.service());
            var ports = ports(Objects.requireNonNull(services.get(name), row.service()));
            if (row.external().equals("-")) {
                assertThat(ports).as(row.service() + " is internal").isEmpty();
            } else {
                // The broker has a listener of its own for the host.
                var inside =
                        row.service().equals("Kafka Broker") || row.internal().equals("-")
                                ? row.external()
                                : row.internal();
                var published = row.external() + ":" + inside;
                assertThat(ports)
                        .as(row.service())
                        .contains(
                                BY_CHOICE.contains(row.external())
                                        ? CHOSEN + published
                                        : "127.0.0.1:" + published);
            }
        }
    }

    @Test
    void nothingIsReachedFromOtherMachinesUnlessChosen() throws IOException {
        for (var service : services().entrySet()) {
            for (var port : ports(service.getValue())) {
                assertThat(port.startsWith("127.0.0.1:") || port.startsWith(CHOSEN))
                        .as(service.getKey() + " " + port)
                        .isTrue();
            }
        }
    }

    @Test
    void theBrokersJmxPortWantsALogin() throws IOException {
        var options =
                Objects.requireNonNull(services().get("kafka"))
                        .get("environment")
                        .get("KAFKA_JMX_OPTS")
                        .asText();
        assertThat(options)
                .contains(
                        "jmxremote.authenticate=true",
                        "jmxremote.password.file=/jmx/jmx.password",
                        "jmxremote.access.file=/jmx/jmx.access",
                        "-XX:-EnableDynamicAgentLoading")
                .doesNotContain("authenticate=false");
        assertThat(Objects.requireNonNull(services().get("jmx-agent")).get("entrypoint").toString())
                .contains("/jmx/jmx.password", "alpr readonly", "umask 077");
    }

    @Test
    void everyServiceHasItsNameItsNetworkItsLimitAndAnImageThatStays() throws IOException {
        for (var entry : services().entrySet()) {
            var name = entry.getKey();
            var service = entry.getValue();
            assertThat(service.get("container_name").asText()).isEqualTo(container(name));
            assertThat(service.has("mem_limit")).as(name + " mem_limit").isTrue();
            var merged = service.has("<<") || service.has("networks");
            assertThat(merged).as(name + " networks").isTrue();
            if (service.has("image")) {
                assertThat(service.get("image").asText())
                        .as(name)
                        .matches("[a-z0-9./-]+:(v?\\d[\\w.-]*|RELEASE[\\w.-]*)");
            }
        }
    }

    private static String container(String service) {
        return service.equals("pilot") ? "alpr-pilot" : "alpr-" + service;
    }

    @Test
    void everySettingThatIsGivenIsOneThatOurServicesKnow() throws IOException {
        var known = new TreeSet<String>();
        ConfigFiles.variables().forEach(variable -> known.add(variable.name()));
        known.add("ALPR_LOG_FORMAT");
        var settings = Deployed.yaml("compose/compose.yaml").get("x-settings");
        assertThat(settings.size()).isGreaterThan(10);
        settings.fieldNames().forEachRemaining(name -> assertThat(known).contains(name));
    }

    /** No password has a default, and all that is wanted is made. */
    @Test
    void everySecretThatTheStackWantsIsMade() throws IOException {
        var text = Files.readString(Deployed.file("compose/compose.yaml"));
        var wanted = new TreeSet<String>();
        var pattern = java.util.regex.Pattern.compile("\\$\\{([A-Z_]+):\\?");
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            wanted.add(matcher.group(1));
        }
        assertThat(wanted).containsExactlyInAnyOrderElementsOf(ComposeSecrets.names());
        assertThat(Files.readString(Deployed.file("compose/.env.example")).lines())
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactlyElementsOf(
                        ComposeSecrets.names().stream().map(name -> name + "=").toList());
    }

    @Test
    void whatPrometheusScrapesIsThere() throws IOException {
        var services = services().keySet();
        for (var job : Deployed.yaml("prometheus/prometheus.yml").get("scrape_configs")) {
            var target = job.at("/static_configs/0/targets/0").asText();
            var host = target.substring(0, target.indexOf(':'));
            assertThat(
                            services.contains(host)
                                    || host.equals("localhost")
                                    || host.equals("host.docker.internal"))
                    .as(target)
                    .isTrue();
        }
    }

    @Test
    void everyFileThatIsMountedIsThere() throws IOException {
        int mounted = 0;
        for (var file : List.of("compose.yaml", "compose.tls.yaml")) {
            for (var service : Deployed.yaml("compose/" + file).get("services")) {
                for (var volume : service.path("volumes")) {
                    var from = volume.asText().replaceFirst(":.*", "");
                    if (from.startsWith(".")) {
                        assertThat(Deployed.file("compose").resolve(from)).exists();
                        mounted++;
                    }
                }
            }
        }
        assertThat(mounted).isGreaterThan(8);
    }

    /** Two files, since Prometheus takes no variables; they must not part. */
    @Test
    void prometheusWithTlsDiffersInTheJobThatHasIt() throws IOException {
        var plain = Files.readAllLines(Deployed.file("prometheus/prometheus.yml"));
        var tls = Files.readAllLines(Deployed.file("prometheus/prometheus.tls.yml"));
        assertThat(tls).containsSubsequence(plain.subList(1, plain.size()));
        assertThat(tls).hasSize(plain.size() + 3);
        assertThat(
                        Deployed.yaml("prometheus/prometheus.tls.yml")
                                .get("scrape_configs")
                                .valueStream())
                .filteredOn(job -> job.path("scheme").asText().equals("https"))
                .extracting(job -> job.get("job_name").asText())
                .containsExactly("query-api");
    }

    /** A limit that nothing enforces was the reference's. */
    @Test
    void oldLogsAreReallyDeletedAndAllOursAreShipped() throws IOException {
        var loki = Deployed.yaml("loki/loki.yaml");
        assertThat(loki.at("/compactor/retention_enabled").asBoolean()).isTrue();
        assertThat(loki.at("/compactor/delete_request_store").asText()).isNotEmpty();
        assertThat(loki.at("/limits_config/retention_period").asText()).isEqualTo("168h");
        var promtail = Files.readString(Deployed.file("promtail/promtail.yaml"));
        assertThat(promtail).contains("label, values: [\"alpr.logs=true\"]");
        assertThat(Deployed.yaml("compose/compose.yaml").at("/x-logs/labels/alpr.logs").asText())
                .isEqualTo("true");
    }

    @Test
    void dockerComposeTakesEveryCombination() throws Exception {
        Tool.demand("docker-compose", "docker-compose");
        var ended = Tool.run(Deployed.file("compose"), "./check");
        assumeTrue(ended.code() != 3, ended.output());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ok: -f compose.yaml -f compose.zookeeper.yaml");
    }
}
