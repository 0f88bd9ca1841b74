package io.alpr.pilot.publish.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of 12 MiB, where this machine lets a user mount one in a namespace of its own. */
@Tag("real")
class OutboxFullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=12m tmpfs \"$0\" && exec \"$@\"";

    @TempDir Path folder;

    @Test
    void onAFullDiskPicturesGoFirstEventsAreTurnedAwayLastAndAllThatWereKeptComeOut()
            throws Exception {
        var disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(mounts(disk), "no small disk can be mounted here");
        var child =
                ChildProcess.start(
                        onSmallDisk(
                                disk,
                                ChildProcess.command(FullDiskChild.class, disk.resolve("outbox"))));
        try (var out = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines()).anyMatch(line -> line.startsWith("kept="));
        }
        assertThat(child.waitFor()).isZero();
    }

    private static boolean mounts(Path disk) throws InterruptedException {
        try {
            var trial = ChildProcess.start(onSmallDisk(disk, List.of("true")));
            return trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> onSmallDisk(Path disk, List<String> command) {
        var whole = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNT, disk.toString()));
        whole.addAll(command);
        return whole;
    }
}
