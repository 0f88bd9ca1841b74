package io.alpr.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How PostgreSQL, which refuses to run as root, is started when we are root.
 *
 * <p>Best: in a user namespace without any mapping ({@code unshare -U}, as zonky's library does),
 * where the process keeps our file rights but is nobody and has no capability. Containers often
 * forbid that; there the server runs as user and group 65534 ("nobody") and owns its folder.
 */
enum Unprivileged {
    /** We are not root: nothing to do. */
    AS_WE_ARE,
    /** A user namespace. */
    NAMESPACE,
    /** The user nobody. */
    NOBODY;

    private static final String NOBODY_ID = "65534";

    /**
     * Finds the way for this machine.
     *
     * @param data must exist; for {@link #NOBODY} every folder above it must be open to others
     */
    static Unprivileged find(Path data) {
        if (uid(data) != 0) {
            return AS_WE_ARE;
        }
        if (works("unshare", "-U", "true")) {
            return NAMESPACE;
        }
        if (!works(
                "setpriv",
                "--reuid=" + NOBODY_ID,
                "--clear-groups",
                "test",
                "-x",
                data.toString())) {
            throw new EmbeddedFailure(
                    "PostgreSQL cannot run as root, and user nobody cannot enter %s: start as an ordinary user, or choose a data folder that others may enter (chmod o+x on each folder above it)"
                            .formatted(data));
        }
        return NOBODY;
    }

    private static int uid(Path data) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException unreadable) {
            throw new EmbeddedFailure("/proc/self cannot be read, needed for " + data, unreadable);
        }
    }

    private static boolean works(String... line) {
        try {
            return new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The line with what must stand before it. */
    List<String> line(List<String> line) {
        List<String> before =
                switch (this) {
                    case AS_WE_ARE -> List.of();
                    case NAMESPACE -> List.of("unshare", "-U");
                    case NOBODY ->
                            List.of(
                                    "setpriv",
                                    "--reuid=" + NOBODY_ID,
                                    "--regid=" + NOBODY_ID,
                                    "--clear-groups");
                };
        return Stream.concat(before.stream(), line.stream()).toList();
    }

    /** Gives a file or a whole folder to the server's user, where that is not us. */
    void own(Path root) {
        if (this != NOBODY || !Files.exists(root)) {
            return;
        }
        OneShot.run(
                "chown", List.of("chown", "-R", NOBODY_ID + ":" + NOBODY_ID, root.toString()), "");
    }
}
