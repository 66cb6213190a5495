package dev.jong.runtime.seccomp;

/// A comparison with one argument of a call. All numbers are 64 bits without a sign.
///
/// @param index of the argument, 0 to 5
/// @param value to compare with; for MASKED_EQ the mask
/// @param masked for MASKED_EQ what the masked argument must equal; else 0
public record ArgumentTest(int index, Operator operator, long value, long masked) {
    /// How an argument is compared.
    public enum Operator {
        NE,
        LT,
        LE,
        EQ,
        GE,
        GT,
        MASKED_EQ
    }
}
