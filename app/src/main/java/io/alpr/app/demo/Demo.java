package io.alpr.app.demo;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.Ports;
import io.alpr.app.stack.Installation;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plays the sample through a running installation and looks what became of it. For one thread. */
public final class Demo {
    private static final Duration VIDEO_MAX = Duration.ofMinutes(5);
    private static final Duration ARCHIVE_MAX = Duration.ofSeconds(30);

    private final AlprConfig config;
    private final SampleVideo sample;
    private final PrintWriter out;

    /**
     * @param config made by {@link #installed}
     * @param sample what its one camera plays
     * @param out where plates are printed
     */
    public Demo(AlprConfig config, SampleVideo sample, PrintWriter out) {
        this.config = config;
        this.sample = sample;
        this.out = out;
    }

    /** The user's configuration with a folder, ports and one camera for the demo. */
    public static AlprConfig installed(
            AlprConfig users, Path data, Ports ports, SampleVideo sample) {
        var camera =
                AlprConfig.Camera.of(
                        "demo", "Demo", sample.file().toString(), SampleVideo.START.toString());
        // Its video is of a day long ago, whenever it is seen.
        return users.with(data, ports, List.of(camera)).keepingAll();
    }

    /**
     * Plays the video to its end, prints each pass, then asks the Query API for every one of them.
     */
    public Verdict play(Installation installation) throws InterruptedException {
        var objects = config.data().resolve("objects").resolve(config.objectStore().bucket());
        var transcript = new Transcript(out, objects);
        transcript.begin();
        var pilot = installation.watch(transcript);
        pilot.awaitEnd(VIDEO_MAX);
        var passes = transcript.passes();
        var query = URI.create("http://127.0.0.1:%d/".formatted(config.ports().services().query()));
        try (var check = new ArchiveCheck(query, Visitor.key(installation))) {
            return Verdict.of(passes, check.archived(passes, ARCHIVE_MAX), sample.passes());
        }
    }
}
