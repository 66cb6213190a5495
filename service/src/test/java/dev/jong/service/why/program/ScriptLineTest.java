package dev.jong.service.why.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptLineTest {
    @Test
    void reads_the_interpreter_and_its_argument() {
        assertThat(read("#! /bin/sh  -e -x \nrest"))
                .contains(new ScriptLine("/bin/sh", "-e -x", false));
        assertThat(read("#!/bin/sh")).contains(new ScriptLine("/bin/sh", "", false));
        assertThat(read("#!\n")).contains(new ScriptLine("", "", false));
        assertThat(read("echo")).isEmpty();
        assertThat(read("#")).isEmpty();
    }

    @Test
    void sees_line_ends_of_windows() {
        assertThat(read("#!/bin/sh\r\necho\r\n")).contains(new ScriptLine("/bin/sh", "", true));
        assertThat(read("#!/bin/sh -e\r\n")).contains(new ScriptLine("/bin/sh", "-e", true));
    }

    @Test
    void reads_no_further_than_the_kernel() {
        assertThat(read("#!/" + "x".repeat(5000)).orElseThrow().program())
                .hasSize(ScriptLine.LENGTH - 2);
    }

    @Test
    void knows_what_env_is_to_find() {
        assertThat(read("#!/usr/bin/env python3\n").orElseThrow().byEnv()).contains("python3");
        assertThat(read("#!/usr/bin/env -S A=1 -i node --x\n").orElseThrow().byEnv())
                .contains("node");
        assertThat(read("#!/bin/sh\n").orElseThrow().byEnv()).isEmpty();
        assertThat(read("#!/usr/bin/env\n").orElseThrow().byEnv()).isEmpty();
    }

    private static Optional<ScriptLine> read(String text) {
        return ScriptLine.of(Text.bytes(text));
    }
}
