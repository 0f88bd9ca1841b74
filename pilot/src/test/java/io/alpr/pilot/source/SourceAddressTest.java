package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "http://a:hunter2@10.0.0.5/snap.jpg,      http://a:***@10.0.0.5/snap.jpg",
        "https://h/snap?loginuse=a&loginpas=hunter2, https://h/snap?loginuse=a&loginpas=***",
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

    @Test
    void anUnknownKindIsToldWhichOnesThereAre() {
        assertThatThrownBy(() -> new SourceAddress("gopher://host/x"))
                .hasMessageContainingAll(
                        "path of a video", "rtsp://", "https://", "folder:", "v4l2:");
        assertThatThrownBy(() -> new SourceAddress(" ")).hasMessageContaining("rtsp://");
        assertThatThrownBy(() -> new SourceAddress("folder:")).hasMessageContaining("a path");
    }

    @Test
    void aUrlWithASpaceIsRefusedBecauseItsLoginCouldShow() {
        assertThatThrownBy(() -> new SourceAddress("http://a:hun ter2@host/x"))
                .hasMessageContaining("%20")
                .hasMessageNotContaining("ter2");
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://h/x,             Rtsp,   true,  false",
        "rtsps://h/x,            Rtsp,   true,  false",
        "RTSP://h/x,             Rtsp,   true,  false",
        "http://h/x,             Http,   true,  false",
        "HTTPS://h/x,            Http,   true,  false",
        "folder:/srv/gate,       Folder, true,  true",
        "folder:gate,            Folder, true,  true",
        "uploads/,               Folder, true,  true",
        "/tmp,                   Folder, true,  true",
        "v4l2:/dev/cam,          Device, true,  false",
        "/dev/video0,            Device, true,  false",
        "/dev/v4l/by-id/usb-cam, Device, true,  false",
        "/dev/shm/street.mp4,    File,   false, true",
        "a:b/c.mp4,              File,   false, true",
        "street.mp4,             File,   false, true"
    })
    void everyKindIsKnownByItsAddress(
            String text, String kind, boolean live, boolean waitsForReader) {
        var address = new SourceAddress(text);
        assertThat(address.kind().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(address.isLive()).isEqualTo(live);
        assertThat(address.kind().waitsForReader()).isEqualTo(waitsForReader);
    }

    @Test
    void aKindShowsNoPasswordEither() {
        assertThat(new SourceAddress("http://a:hunter2@h/x").kind().toString())
                .doesNotContain("hunter2");
        assertThat(new SourceAddress("rtsp://a:hunter2@h/x").kind().toString())
                .doesNotContain("hunter2");
    }
}
