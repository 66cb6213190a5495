package dev.jong.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jong.base.JongException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyscallTest {
    private static final Path X86 = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");
    private static final Path GENERIC = Path.of("/usr/include/asm-generic/unistd.h");

    @Test
    void has_the_numbers_of_x86() throws Exception {
        assertNumbers(X86, Machine.X86_64);
    }

    @Test
    void has_the_numbers_of_aarch64() throws Exception {
        assertNumbers(GENERIC, Machine.AARCH64);
    }

    @Test
    void knows_the_machines_by_java_s_names() {
        assertThat(Machine.of("amd64")).isEqualTo(Machine.X86_64);
        assertThat(Machine.of("aarch64")).isEqualTo(Machine.AARCH64);
        assertThatThrownBy(() -> Machine.of("riscv64"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("riscv64");
    }

    private static void assertNumbers(Path header, Machine machine) throws Exception {
        assumeTrue(Files.exists(header), "the kernel's headers are not installed");
        Map<String, Integer> numbers = numbers(header);
        for (Syscall call : Syscall.values()) {
            // A header may be older than a call; the numbers of later calls are the same on all
            // machines.
            if (numbers.containsKey(call.title())) {
                assertThat(call.number(machine))
                        .as(call.title())
                        .isEqualTo(numbers.get(call.title()));
            }
        }
        assertThat(numbers).containsKeys("openat2", "mount_setattr", "clone3");
    }

    private static Map<String, Integer> numbers(Path header) throws Exception {
        Map<String, Integer> out = new HashMap<>();
        for (String line : Files.readAllLines(header)) {
            String[] words = line.split("[ \t]+");
            if (words.length >= 3 && words[0].equals("#define") && words[1].startsWith("__NR")) {
                String name =
                        words[1].startsWith("__NR3264_")
                                ? words[1].substring(9)
                                : words[1].substring(5);
                if (words[2].matches("[0-9]+")) {
                    out.put(name, Integer.parseInt(words[2]));
                }
            }
        }
        return out;
    }
}
