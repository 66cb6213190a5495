package dev.jong.service.live;

import dev.jong.service.container.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Stops and continues all processes of a control group, in the way of one version of cgroups.
interface Freezer {
    /// Returns when all of them stand still. Whoever calls undoes it when this throws.
    ///
    /// @throws IOException when the kernel refuses, or they do not stop in time
    void freeze() throws IOException;

    /// Lets them go on. Harmless when they were not stopped.
    void thaw() throws IOException;

    /// Waits until all stand still: whoever is in the middle of a system call stops only after it.
    ///
    /// @param again called about four times a second
    /// @throws IOException when that takes longer than ten seconds
    static void await(BooleanSupplier frozen, Again again) throws IOException {
        long start = System.nanoTime();
        for (int i = 1; !frozen.getAsBoolean(); i++) {
            if (System.nanoTime() - start > Duration.ofSeconds(10).toNanos()) {
                throw new IOException("its processes do not freeze");
            }
            Moment.pass();
            if (i % 50 == 0) {
                again.run();
            }
        }
    }

    /// What is done while it takes long.
    @FunctionalInterface
    interface Again {
        /// @throws IOException when the kernel refuses
        void run() throws IOException;
    }
}
