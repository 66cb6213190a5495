package dev.jong.linux;

/// An open file that is closed exactly once. Not safe for closing while another thread uses the number: the
/// number may by then belong to another file.
public final class Descriptor implements AutoCloseable {
    private final Syscalls kernel;
    private int number;

    /// Takes over an open descriptor.
    ///
    /// @param number zero or more
    public Descriptor(Syscalls kernel, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a descriptor: " + number);
        }
        this.kernel = kernel;
        this.number = number;
    }

    /// The number to give to [Syscalls].
    ///
    /// @throws IllegalStateException when it is closed
    public int number() {
        if (number < 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return number;
    }

    @Override
    public void close() {
        if (number >= 0) {
            kernel.close(number);
            number = -1;
        }
    }
}
