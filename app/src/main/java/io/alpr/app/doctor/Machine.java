package io.alpr.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.alpr.app.config.AlprConfig;
import io.alpr.embedded.Ports;
import io.alpr.pilot.source.Sources;
import io.alpr.vision.Engines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What this machine must have before anything of ours can run on it. */
public final class Machine {
    private static final long GIB = 1L << 30;
    private static final long MEMORY_MIN = 2 * GIB;
    private static final long DISK_MIN = 5 * GIB;

    /** What the loader says of a library that another one wants. */
    private static final Pattern MISSING =
            Pattern.compile("(lib[^\\s:/]+): cannot open shared object");

    private Machine() {}

    /** Looks at everything, cheapest first. */
    public static List<Finding> examine(AlprConfig config) {
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.ok(
                        "JDK %s, %s".formatted(Runtime.version(), System.getProperty("os.arch"))));
        findings.add(processors());
        findings.add(memory());
        findings.add(folder(config.data()));
        findings.add(models());
        findings.add(video());
        findings.addAll(ports(config));
        return findings;
    }

    private static Finding processors() {
        int count = Runtime.getRuntime().availableProcessors();
        var what = count + " processors";
        return count >= 2
                ? Finding.ok(what)
                : Finding.warn(what, "one camera at a low frame rate is all this can do");
    }

    private static Finding memory() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof OperatingSystemMXBean system)) {
            return Finding.warn("memory cannot be asked of this JVM", "run on HotSpot");
        }
        long bytes = system.getTotalMemorySize();
        var what = "%.1f GiB of memory".formatted((double) bytes / GIB);
        return bytes >= MEMORY_MIN
                ? Finding.ok(what)
                : Finding.fail(what, "the embedded stack needs 2 GiB");
    }

    private static Finding folder(Path data) {
        try {
            Files.createDirectories(data);
            var probe = Files.createTempFile(data, "probe", "");
            Files.delete(probe);
            long free = data.toFile().getUsableSpace();
            var what =
                    "data folder %s is writable, %.1f GiB free"
                            .formatted(data.toAbsolutePath(), (double) free / GIB);
            return free >= DISK_MIN
                    ? Finding.ok(what)
                    : Finding.warn(what, "free 5 GiB, or set data: to another disk");
        } catch (IOException e) {
            return Finding.fail(
                    "data folder %s cannot be written: %s"
                            .formatted(data.toAbsolutePath(), e.getMessage()),
                    "chown it to this user, or set data: (ALPR_DATA) to another folder");
        }
    }

    private static Finding models() {
        try (var engine = Engines.builtIn()) {
            return Finding.ok(
                    "models load: %s, %s"
                            .formatted(engine.detector().name(), engine.reader().name()));
        } catch (RuntimeException | LinkageError e) {
            return Finding.fail(
                    "models do not load: " + e.getMessage(),
                    "the temp folder may be mounted noexec: ALPR_JAVA_OPTIONS=-Djava.io.tmpdir=/var/tmp ./alpr doctor");
        }
    }

    private static Finding video() {
        try {
            return Finding.ok("video decodes: " + Sources.decoder());
        } catch (LinkageError e) {
            var missing = MISSING.matcher(messages(e));
            return missing.find()
                    ? Finding.fail(
                            "video cannot be decoded: %s is not on this machine"
                                    .formatted(missing.group(1)),
                            "on Debian and Ubuntu: apt-get install libva2 libva-drm2 libdrm2 libudev1")
                    : Finding.fail(
                            "video cannot be decoded: " + messages(e),
                            "the temp folder or %s may be mounted noexec: ALPR_JAVA_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER ./alpr doctor"
                                    .formatted(System.getProperty("user.home")));
        }
    }

    private static String messages(Throwable fault) {
        var said = new StringJoiner("; ");
        for (Throwable at = fault; at != null && said.length() < 1000; at = at.getCause()) {
            said.add(String.valueOf(at.getMessage()));
        }
        return said.toString();
    }

    private static List<Finding> ports(AlprConfig config) {
        var findings = new ArrayList<Finding>();
        config.ports()
                .named()
                .forEach(
                        (name, port) ->
                                Ports.holder(port)
                                        .ifPresent(
                                                holder ->
                                                        findings.add(
                                                                Finding.warn(
                                                                        "port %d (%s) is in use: %s"
                                                                                .formatted(
                                                                                        port, name,
                                                                                        holder),
                                                                        "fine if that is alpr; else stop it, or set another under ports: in alpr.yaml"))));
        return findings.isEmpty() ? List.of(Finding.ok("every port is free")) : findings;
    }
}
