package dev.jong.service.why.program;

import java.util.List;

/// What of an ELF file (gABI 4.1, "Object Files" and "Dynamic Linking") decides whether it runs. Byte strings.
///
/// @param wide 64 bits
/// @param big the most significant byte comes first
/// @param type `e_type`: 2 a program, 3 a program or a library, 1 an object, 4 a core
/// @param machine `e_machine`
/// @param loader `PT_INTERP`, empty for a program that is linked statically
/// @param needed `DT_NEEDED` in its order
/// @param rpath `DT_RPATH`, directories between colons; empty without it
/// @param runpath `DT_RUNPATH`, the same
record ElfFile(
        boolean wide,
        boolean big,
        int type,
        int machine,
        String loader,
        List<String> needed,
        String rpath,
        String runpath) {
    static final int PROGRAM = 2;
    static final int SHARED = 3;

    static final int X86 = 3;
    static final int ARM = 40;
    static final int X86_64 = 62;
    static final int AARCH64 = 183;

    ElfFile {
        needed = List.copyOf(needed);
    }

    /// Whether both can be in one process.
    boolean fits(ElfFile other) {
        return wide == other.wide && big == other.big && machine == other.machine;
    }

    /// The processor's name.
    static String name(int machine) {
        return switch (machine) {
            case X86 -> "32-bit x86 (386)";
            case 8 -> "MIPS";
            case 20 -> "PowerPC";
            case 21 -> "64-bit PowerPC (ppc64)";
            case 22 -> "S/390 (s390x)";
            case ARM -> "32-bit ARM";
            case 43 -> "SPARC";
            case X86_64 -> "x86-64 (amd64)";
            case AARCH64 -> "AArch64 (arm64)";
            case 243 -> "RISC-V (riscv64)";
            case 258 -> "LoongArch (loong64)";
            default -> "another processor (ELF machine " + machine + ")";
        };
    }
}
