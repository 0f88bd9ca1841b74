package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused as a USB camera; a real one is not at hand where tests run. */
class DeviceSourceTest {
    @TempDir Path folder;

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertRefused("/dev/video987", "does not exist, is the camera plugged in?");
    }

    @Test
    void aFileIsNoDevice() throws Exception {
        var file = Files.writeString(folder.resolve("video0"), "not a device");
        assertRefused("v4l2:" + file, "not a video device");
        assertRefused("v4l2:" + folder, "not a video device");
    }

    @Test
    void aDeviceThatIsNoCameraIsRefusedByTheKernelsWord() {
        assertRefused("v4l2:/dev/null", "device gives no video");
    }

    private static void assertRefused(String source, String reason) {
        assertThatThrownBy(() -> Sources.open(new SourceAddress(source), SourceOptions.of(5)))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(source.replace("v4l2:", ""))
                .message()
                .doesNotContain("\n");
    }
}
