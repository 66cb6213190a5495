package dev.jong.service.log;

import dev.jong.service.container.BareFront;

/// A front that measures what it is shown.
final class PrintedFront extends BareFront {
    /// The longest message, bytes.
    int longest;

    /// What happens whenever it is shown something.
    Runnable meanwhile = () -> {};

    @Override
    public void out(String bytes) {
        longest = Math.max(longest, bytes.length());
        super.out(bytes);
        meanwhile.run();
    }

    @Override
    public void err(String bytes) {
        longest = Math.max(longest, bytes.length());
        super.err(bytes);
    }
}
