package dev.jong.runtime.plan;

import java.util.List;

/// One argument of an operation.
public sealed interface Arg {
    /// A plain number.
    record Value(long value) implements Arg {}

    /// Bits with names, for printing.
    record Flags(long value, Flag names) implements Arg {}

    /// What an earlier operation left in a register.
    record Register(int index) implements Arg {}

    /// A NUL-terminated byte string.
    record Str(String text) implements Arg {}

    /// A block of bytes, such as a struct; `shown` is how it is printed.
    record Block(byte[] bytes, String shown) implements Arg {}

    /// A NULL-terminated array of strings (`char **`).
    record Strings(List<String> texts) implements Arg {}

    /// A `struct sock_fprog` and its instructions of 8 bytes each.
    record Filter(byte[] instructions) implements Arg {}

    /// Words of eight bytes each, which may be addresses of other arguments; `shown` is how they are printed.
    record Words(List<Arg> words, String shown) implements Arg {}

    /// The number 0.
    Arg ZERO = new Value(0);
}
