package io.alpr.app.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and Alertmanager themselves say of their files. */
final class RealToolsTest {
    /** What a check says when it could not have what it needs. */
    private static final int MISSING = 3;

    private static void accepts(Path folder, String... command) throws Exception {
        var ended = Tool.run(folder, command);
        assertThat(ended.code()).as("%s%n%s", String.join(" ", command), ended.output()).isZero();
    }

    @Test
    void promtoolTakesEveryConfigurationAndRule() throws Exception {
        Tool.demand("promtool", "prometheus");
        var folder = Deployed.file("prometheus");
        accepts(folder, "promtool", "check", "config", "prometheus.local.yml");
        // Its token lies in the container only.
        accepts(folder, "promtool", "check", "config", "--syntax-only", "prometheus.yml");
        accepts(folder, "promtool", "check", "rules", "rules/recording.yml", "rules/alerts.yml");
    }

    @Test
    void everyAlertFiresWhenItShouldAndOnlyThen() throws Exception {
        Tool.demand("promtool", "prometheus");
        accepts(
                Deployed.file("prometheus/tests"),
                "promtool",
                "test",
                "rules",
                "alerts.yml",
                "days.yml");
    }

    @Test
    void amtoolTakesTheRouting() throws Exception {
        Tool.demand("amtool", "prometheus-alertmanager");
        accepts(Deployed.file("alertmanager"), "amtool", "check-config", "alertmanager.yml");
    }

    @Test
    void helmTakesTheChartAndRefusesWhatIsUnsafe() throws Exception {
        if (System.getenv("HELM") == null) {
            Tool.demand("helm", "none; https://helm.sh");
        }
        var ended = Tool.run(Deployed.file("helm"), "./check");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ok: alpr/ci/minimal.yaml", "ok: what is unsafe");
    }

    @Test
    void grafanasGrammarTakesEveryQuestionForLogs() throws Exception {
        Tool.demand("node", "nodejs");
        Tool.demand("npm", "npm");
        var ended = Tool.run(Deployed.file("grafana"), "./check");
        assumeTrue(ended.code() != MISSING, ended.output());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("ok: 6 expressions");
    }

    /** A check that finds nothing wrong with anything would be none. */
    @Test
    void aBrokenRuleIsRefused(@TempDir Path folder) throws Exception {
        Tool.demand("promtool", "prometheus");
        Files.writeString(
                folder.resolve("broken.yml"),
                "groups: [{name: x, rules: [{alert: Y, expr: 'rate(x)'}]}]\n");
        assertThat(Tool.run(folder, "promtool", "check", "rules", "broken.yml").code()).isNotZero();
    }
}
