package io.alpr.embedded.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * First main class of every JVM child: runs the real one, and exits when standard input ends.
 *
 * <p>The parent holds the other end of that pipe and never writes to it. When the parent dies,
 * however it dies, the kernel closes the pipe, the read returns, and the child shuts down by its
 * own shutdown hooks, as after SIGTERM. A child that does not manage within {@value #EXIT_SECONDS}
 * s is halted.
 *
 * <p>The class must stand alone (no class of ours, no library): it is copied by itself onto the
 * class path of foreign programs.
 *
 * <p>Arguments: {@code [--before CLASS ARGUMENT... --] MAIN ARGUMENT...}. {@code --before} calls
 * the static {@code int execute(String[], PrintStream)} of a class first and stops when it does not
 * return 0; so formatting Kafka's storage does not cost a JVM of its own.
 */
public final class ChildGuard {
    private static final int EXIT_SECONDS = 25;

    private ChildGuard() {}

    /**
     * Starts the watch, then the program.
     *
     * @param arguments see the class
     * @throws Exception whatever the program throws
     */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(ChildGuard::exitAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] rest = arguments;
        if (arguments[0].equals("--before")) {
            int end = Arrays.asList(arguments).indexOf("--");
            prepare(arguments[1], Arrays.copyOfRange(arguments, 2, end));
            rest = Arrays.copyOfRange(arguments, end + 1, arguments.length);
        }
        try {
            Class.forName(rest[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(rest, 1, rest.length));
        } catch (InvocationTargetException thrown) {
            thrown.printStackTrace();
            System.exit(1);
        }
    }

    private static void prepare(String type, String[] arguments) throws Exception {
        Object status =
                Class.forName(type)
                        .getMethod("execute", String[].class, PrintStream.class)
                        .invoke(null, arguments, System.err);
        if (!Integer.valueOf(0).equals(status)) {
            System.err.println(type + " failed with status " + status);
            System.exit(1);
        }
    }

    private static void exitAtEndOfInput() {
        InputStream parent = System.in;
        try {
            while (parent.read() >= 0) {
                // The parent never writes; whatever comes is of no meaning.
            }
        } catch (IOException gone) {
            // A broken pipe says the same as its end.
        }
        Thread last = new Thread(ChildGuard::haltLater, "parent-watch-halt");
        last.setDaemon(true);
        last.start();
        System.exit(0);
    }

    private static void haltLater() {
        try {
            Thread.sleep(EXIT_SECONDS * 1000L);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(137);
    }
}
