package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallTableTest {
    private static final SyscallTable TABLE = SyscallTable.load();

    @ParameterizedTest
    @CsvSource({"X86_64, asm/unistd_64.h", "I386, asm/unistd_32.h"})
    void agrees_with_the_headers_of_this_host(Architecture architecture, String header)
            throws IOException {
        Path file = Path.of("/usr/include/x86_64-linux-gnu").resolve(header);
        assumeTrue(Files.exists(file), "no kernel headers on this host");
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("\\s+");
            if (words.length == 3 && words[1].startsWith("__NR_")) {
                assertThat(TABLE.number(words[1].substring(5), architecture))
                        .as(words[1])
                        .hasValue(Long.parseLong(words[2]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void calls_since_5_1_have_one_number_everywhere(Architecture architecture) {
        assertThat(TABLE.number("pidfd_send_signal", architecture)).hasValue(424);
        assertThat(TABLE.number("clone3", architecture)).hasValue(435);
        assertThat(TABLE.number("futex_requeue", architecture)).hasValue(456);
        assertThat(TABLE.number("mseal", architecture)).hasValue(462);
        assertThat(TABLE.number("file_setattr", architecture)).hasValue(469);
    }

    @Test
    void knows_what_only_some_have() {
        assertThat(TABLE.number("uprobe", Architecture.X86_64)).hasValue(336);
        assertThat(TABLE.number("uprobe", Architecture.I386)).isEmpty();
        assertThat(TABLE.number("set_tls", Architecture.ARM)).hasValue(983045);
        assertThat(TABLE.number("open", Architecture.AARCH64)).isEmpty();
        assertThat(TABLE.number("no_such_call", Architecture.X86_64)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void gives_no_number_to_two_calls_but_to_aliases(Architecture architecture) {
        Set<Long> seen = new HashSet<>();
        for (String name : TABLE.names()) {
            TABLE.number(name, architecture)
                    .ifPresent(number -> {
                        assertThat(
                                        seen.add(number)
                                                || name.endsWith("sync_file_range2")
                                                || name.equals("arm_sync_file_range"))
                                .as(name)
                                .isTrue();
                    });
        }
    }
}
