package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://admin:hunter2@10.0.0.5:554/live,  rtsp://admin:***@10.0.0.5:554/live",
        "rtsp://admin:hun/ter2@10.0.0.5/live,     rtsp://admin:***@10.0.0.5/live",
        "rtsp://admin:hun@ter2@10.0.0.5/live,     rtsp://admin:***@10.0.0.5/live",
        "rtsp://hunter2@10.0.0.5/live,            rtsp://***@10.0.0.5/live",
        "RTSP://a:hunter2@h/x,                    RTSP://a:***@h/x",
        "rtsp://h/x?user=a&password=hunter2&c=1,  rtsp://h/x?user=a&password=***&c=1",
        "rtsp://h/x?TOKEN=hunter2,                rtsp://h/x?TOKEN=***",
        "rtsp://10.0.0.5:554/live,                rtsp://10.0.0.5:554/live",
        "/videos/street.mp4,                      /videos/street.mp4"
    })
    void passwordsNeverShow(String configured, String shown) {
        var address = new SourceAddress(configured);
        assertThat(address).hasToString(shown);
        assertThat("" + address).doesNotContain("hunter2").doesNotContain("ter2");
        assertThat(address.secret()).isEqualTo(configured);
    }

    @Test
    void anUnknownSchemeIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> new SourceAddress("gopher://me:hunter2@host/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rtsp://")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp://h/x", "rtsps://h/x", "RTSP://h/x"})
    void camerasAreLive(String text) {
        assertThat(new SourceAddress(text).isLive()).isTrue();
    }

    @Test
    void filesAreNotLive() {
        assertThat(new SourceAddress("a:b/c.mp4").isLive()).isFalse();
    }
}
