package io.alpr.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class NothingIsLostInTheArchiveTest {
    private static final int PASSES = 20_000;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void whateverDiesEveryPassIsThereOnceAndEveryPictureAndAllPoisonIsPutAside(@TempDir Path folder)
            throws Exception {
        var plan = new FaultBench.Plan(PASSES, Duration.ofSeconds(70), 20);

        var report = new FaultBench(plan, _ -> {}).run(folder);

        assertThat(report.audit().isClean()).as(report.text()).isTrue();
        assertThat(report.ratio()).isEqualTo(1);
        assertThat(report.faults()).containsOnlyKeys(Fault.values());
        assertThat(report.sent().passes()).isEqualTo(PASSES);
        assertThat(report.sent().revisions()).isGreaterThan(PASSES + PASSES / 12);
        assertThat(report.sent().pictures()).isEqualTo(PASSES / 50);
        assertThat(report.sent().poison()).isGreaterThan(PASSES / 200 + 300);
    }
}
