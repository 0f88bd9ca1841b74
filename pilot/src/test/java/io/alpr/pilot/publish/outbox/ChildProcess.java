package io.alpr.pilot.publish.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A JVM of its own, so that it can be killed. */
public final class ChildProcess {
    private ChildProcess() {}

    /** The command line that runs a main class of the tests. */
    public static List<String> command(Class<?> main, Object... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path", "")),
                                main.getName()));
        for (var argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return command;
    }

    /** Starts it; what it complains of goes where this process's complaints go. */
    static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /**
     * The lines it said until kill -9, so many milliseconds after the first of them. It must say
     * each line in one write.
     */
    public static Set<String> saidBeforeItWasKilled(List<String> command, int millis)
            throws IOException, InterruptedException {
        var child = start(command);
        var said = new TreeSet<String>();
        try (var out = child.inputReader(StandardCharsets.UTF_8)) {
            said.add(String.valueOf(out.readLine()));
            Thread.sleep(millis);
            // Of the handle: the process itself would close the pipe with what waits in it.
            assertThat(child.toHandle().destroyForcibly()).isTrue();
            out.lines().forEach(said::add);
        }
        child.waitFor();
        assertThat(said).as("what it said").doesNotContain("null");
        return said;
    }
}
