package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// The numbers of system calls by name, for every architecture that Jong knows. Loaded only when a profile is
/// compiled.
final class SyscallTable {
    private static final int ABSENT = -1;

    private final Map<String, int[]> numbers;

    private SyscallTable(Map<String, int[]> numbers) {
        this.numbers = numbers;
    }

    /// Reads the table of this build: one line for a call, with its number for each [Architecture#column()].
    static SyscallTable load() {
        Map<String, int[]> numbers = new HashMap<>(1024);
        for (String line : text().split("\n")) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ");
                int[] row = new int[words.length - 1];
                for (int i = 0; i < row.length; i++) {
                    row[i] = words[i + 1].equals("-") ? ABSENT : Integer.parseInt(words[i + 1]);
                }
                numbers.put(words[0], row);
            }
        }
        return new SyscallTable(numbers);
    }

    /// The number of a call; empty when the architecture has none of that name.
    OptionalLong number(String name, Architecture architecture) {
        int[] row = numbers.get(name);
        return row == null || row[architecture.column()] == ABSENT
                ? OptionalLong.empty()
                : OptionalLong.of(row[architecture.column()]);
    }

    /// Every name of the table.
    Set<String> names() {
        return numbers.keySet();
    }

    private static String text() {
        try (InputStream in = SyscallTable.class.getResourceAsStream("syscalls.txt")) {
            if (in == null) {
                throw JongException.of(
                        ErrorKind.INTERNAL, "the table of system calls is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.INTERNAL, "cannot read the table of system calls")
                    .causedBy(e);
        }
    }
}
