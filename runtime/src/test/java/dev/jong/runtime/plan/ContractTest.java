package dev.jong.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine and the front agree on every number, name by name.
class ContractTest {
    private static final Path HEADER = Path.of("../native/src/contract.h");

    /// Sizes that C knows from the structures and Java writes down.
    private static final List<String> JAVA_ONLY = List.of("PLAN_HEADER_SIZE", "PLAN_OP_SIZE");

    @TempDir Path directory;

    @Test
    void holds_the_same_names_and_numbers_on_both_sides() throws Exception {
        Map<String, Long> java = new TreeMap<>(ofJava());
        JAVA_ONLY.forEach(java::remove);
        assertThat(java).isEqualTo(ofHeader());
        assertThat(java).hasSizeGreaterThan(50);
    }

    @Test
    void gives_each_message_and_each_operation_a_number_of_its_own() throws Exception {
        for (String family : new String[] {"MSG_", "REQUEST_", "LIST_", "OP_"}) {
            List<Long> numbers =
                    ofJava().entrySet().stream()
                            .filter(one ->
                                    one.getKey().startsWith(family)
                                            && !one.getKey().equals("OP_BASE"))
                            .map(Map.Entry::getValue)
                            .toList();
            assertThat(numbers).as(family).doesNotHaveDuplicates();
        }
    }

    @Test
    void lays_the_structures_out_as_the_compiler_does() throws Exception {
        Map<String, Long> c = ofCompiler();
        assertThat(c)
                .containsEntry("plan", (long) Contract.PLAN_HEADER_SIZE)
                .containsEntry("op", (long) Contract.PLAN_OP_SIZE)
                .containsEntry("magic", 0L)
                .containsEntry("version", 4L)
                .containsEntry("size", 8L)
                .containsEntry("clone_flags", 16L)
                .containsEntry("flags", 24L)
                .containsEntry("cgroup_register", 28L)
                .containsEntry("lists", 32L)
                .containsEntry("log_path", 72L)
                .containsEntry("log_limit", 80L)
                .containsEntry("log_files", 88L)
                .containsEntry("log_buffer", 96L)
                .containsEntry("log_fields", 104L)
                .containsEntry("detach_keys", 112L)
                .containsEntry("container", 120L)
                .containsEntry("clean_up", 128L)
                .containsEntry("listen_register", 136L)
                .containsEntry("log_fields_size", 140L)
                .containsEntry("registers", 144L)
                .containsEntry("op.registers", 4L)
                .containsEntry("op.result", 5L)
                .containsEntry("op.tolerated", 6L)
                .containsEntry("op.args", 8L);
    }

    private static Map<String, Long> ofJava() throws IllegalAccessException {
        Map<String, Long> out = new TreeMap<>();
        for (Field field : Contract.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                out.put(field.getName(), ((Number) field.get(null)).longValue());
            }
        }
        return out;
    }

    private static Map<String, Long> ofHeader() throws IOException {
        Map<String, Long> out = new TreeMap<>();
        for (String line : Files.readAllLines(HEADER)) {
            if (line.startsWith("#define ")) {
                String text = line.substring("#define ".length());
                int comment = text.indexOf("/*");
                text = comment < 0 ? text : text.substring(0, comment);
                int space = text.indexOf(' ');
                out.put(text.substring(0, space), number(text.substring(space).strip()));
            }
        }
        return out;
    }

    /// `0x4000000000ull`, `0xffu`, `(64u << 20)`.
    private static long number(String text) {
        if (text.startsWith("(")) {
            String[] sides = text.substring(1, text.length() - 1).split("<<");
            return number(sides[0].strip()) << number(sides[1].strip());
        }
        String digits = text;
        while (digits.endsWith("u") || digits.endsWith("l")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        return Long.decode(digits);
    }

    private Map<String, Long> ofCompiler() throws Exception {
        StringBuilder source =
                new StringBuilder(
                        "#include \"contract.h\"\n#include <stddef.h>\n#include <stdio.h>\n");
        source.append(
                "int main(void) {\nprintf(\"plan %zu\\nop %zu\\n\", sizeof(struct plan), sizeof(struct plan_op));\n");
        for (String field :
                List.of(
                        "magic",
                        "version",
                        "size",
                        "clone_flags",
                        "flags",
                        "cgroup_register",
                        "lists",
                        "log_path",
                        "log_limit",
                        "log_files",
                        "log_buffer",
                        "log_fields",
                        "detach_keys",
                        "container",
                        "clean_up",
                        "listen_register",
                        "log_fields_size",
                        "registers")) {
            source.append("printf(\"")
                    .append(field)
                    .append(" %zu\\n\", offsetof(struct plan, ")
                    .append(field)
                    .append("));\n");
        }
        for (String field : List.of("registers", "result", "tolerated", "args")) {
            source.append("printf(\"op.")
                    .append(field)
                    .append(" %zu\\n\", offsetof(struct plan_op, ")
                    .append(field)
                    .append("));\n");
        }
        Files.writeString(directory.resolve("layout.c"), source.append("return 0;\n}\n"));
        assumeTrue(run("gcc", "--version").isPresent(), "gcc is not installed");
        run("gcc", "-I" + HEADER.getParent().toAbsolutePath(), "-o", "layout", "layout.c")
                .orElseThrow();
        Map<String, Long> out = new TreeMap<>();
        for (String line : run("./layout").orElseThrow().split("\n")) {
            out.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
        }
        return out;
    }

    /// What a command prints; empty when it fails or is not there.
    private java.util.Optional<String> run(String... command) throws Exception {
        Path output = directory.resolve("output");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
            return ended
                    ? java.util.Optional.of(Files.readString(output))
                    : java.util.Optional.empty();
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
