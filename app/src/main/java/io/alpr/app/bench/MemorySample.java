package io.alpr.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This process after a minute.
 *
 * @param minute counted from 1
 * @param residentMib most resident memory of that minute, 0 where the system does not tell
 * @param heapMib what of the Java heap is in use after a collection
 * @param processors how many were busy with this process since the beginning, on average
 */
public record MemorySample(int minute, long residentMib, long heapMib, double processors) {

    /**
     * @param cpuNanos that the process has used since the beginning
     * @param wallNanos since the beginning
     */
    static MemorySample now(int minute, long residentMib, long cpuNanos, long wallNanos) {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new MemorySample(
                minute, residentMib, heap.getUsed() >> 20, (double) cpuNanos / wallNanos);
    }

    /** Resident memory of this process now, MiB, 0 where the system does not tell. */
    static long resident() throws IOException {
        return resident(ProcessHandle.current().pid());
    }

    /** Resident memory of that process now, MiB, 0 where the system does not tell. */
    static long resident(long pid) throws IOException {
        return status(pid, "VmRSS:");
    }

    /** Most resident memory of this process so far, MiB, 0 where the system does not tell. */
    static long mostResident() throws IOException {
        return mostResident(ProcessHandle.current().pid());
    }

    /** Most resident memory of that process so far, MiB, 0 where the system does not tell. */
    static long mostResident(long pid) throws IOException {
        return status(pid, "VmHWM:");
    }

    private static long status(long pid, String key) throws IOException {
        var status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** What this process has used of all processors, 0 where the JVM does not tell. */
    static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
