package dev.jong.service.live;

import java.nio.file.Path;
import java.util.StringTokenizer;

/// What the host has.
final class HostFacts {
    private HostFacts() {}

    /// Memory, bytes.
    static long memory() {
        String text = KernelFile.read(Path.of("/proc/meminfo"));
        return 1024 * KernelFile.number(KernelFile.field(text, "MemTotal:"), 0);
    }

    /// Processor time of all processors since boot, in use or not; clock ticks.
    static long processorTicks() {
        String text = KernelFile.read(Path.of("/proc/stat"));
        StringTokenizer words =
                new StringTokenizer(text.substring(0, Math.max(0, text.indexOf('\n'))));
        long sum = 0;
        // User, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user
        // already.
        for (int i = 0; i < 9 && words.hasMoreTokens(); i++) {
            sum += KernelFile.number(words.nextToken(), 0);
        }
        return sum;
    }
}
