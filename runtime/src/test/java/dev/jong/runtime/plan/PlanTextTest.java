package dev.jong.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.JsonPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void prints_calls_as_the_manual_writes_them() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64).cloneFlag(0x20000 | 0x1);
        Arg.Register file =
                plan.child()
                        .openTolerating(
                                Errno.ENOENT,
                                "a file",
                                Syscall.OPENAT,
                                new Arg.Value(-100),
                                new Arg.Str("/a"),
                                new Arg.Flags(0x80001, Flag.OPEN));
        plan.child()
                .callTolerating(
                        Contract.PLAN_TOLERATE_ANY,
                        "more",
                        Syscall.WRITE,
                        file,
                        new Arg.Str("x"),
                        new Arg.Value(1));
        plan.exit()
                .own(
                        "the end",
                        Contract.OP_EXEC,
                        new Arg.Strings(List.of("a", "b")),
                        new Arg.Filter(new byte[16]));
        assertThat(PlanText.lines(plan.build()))
                .isEqualTo(
                        """
                          in the container's first process
                                clone3(CLONE_NEWNS|0x1)
                              0 r0 = openat(AT_FDCWD, "/a", O_WRONLY|O_CLOEXEC) or ENOENT  # a file
                              1 write(r0, "x", 1) or go on  # more
                          at the end
                              0 exec(["a", "b"], {2 instructions})  # the end
                        """);
        assertThat(JsonPrinter.compact(PlanText.json(plan.build())))
                .startsWith(
                        "{\"cloneFlags\":\"CLONE_NEWNS|0x1\",\"before\":[],\"child\":[{\"call\":\"r0 = openat(");
    }

    @Test
    void O01_control_bytes_of_arguments_are_escaped() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        plan.child().call("why\u001b[2J", Syscall.CHDIR, new Arg.Str("/\u001b]0;x\u0007"));
        assertThat(PlanText.lines(plan.build()))
                .contains("\\x1b]0;x\\x07")
                .doesNotContain("\u001b");
    }

    @Test
    void shows_bits_without_a_name() {
        assertThat(Flag.MOUNT.show(0)).isEqualTo("0");
        assertThat(Flag.MOUNT.show(1L << 40)).isEqualTo("0x10000000000");
        assertThat(Flag.OCTAL.show(0755)).isEqualTo("0755");
    }

    @Test
    void names_the_errors_that_plans_meet() {
        assertThat(Errno.name(13)).isEqualTo("EACCES");
        assertThat(Errno.name(999)).isEqualTo("errno 999");
        assertThat(Errno.words(8)).isEqualTo("exec format error");
        assertThat(Errno.words(999)).isEqualTo("errno 999");
    }
}
