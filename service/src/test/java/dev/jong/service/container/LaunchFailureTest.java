package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchFailureTest {
    private static final int EXEC = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sh|2|127|NOT_FOUND|exec: \"sh\": executable file not found in $PATH",
                "/bin/sh|2|127|NOT_FOUND|exec: \"/bin/sh\": no such file or directory (or its interpreter or loader is missing)",
                "/etc/passwd/x|20|127|NOT_FOUND|exec: \"/etc/passwd/x\": no such file or directory (or its interpreter or loader is missing)",
                "/etc|13|126|PERMISSION_DENIED|exec: \"/etc\": permission denied",
                "/x|8|126|PERMISSION_DENIED|exec: \"/x\": exec format error",
                "/x|26|126|PERMISSION_DENIED|exec: \"/x\": text file busy",
                "/x|7|126|PERMISSION_DENIED|exec: \"/x\": argument list too long",
            })
    void tells_why_a_program_does_not_run(
            String program, int errno, int code, ErrorKind kind, String message) {
        LaunchFailure.Told told = told(Contract.LIST_CHILD, EXEC, errno, program);
        assertThat(told.exitCode()).isEqualTo(code);
        assertThat(told.error().kind()).isEqualTo(kind);
        assertThat(told.error().text()).isEqualTo(message);
    }

    @Test
    void tells_which_directory_cannot_be_entered() {
        LaunchFailure.Told told = told(Contract.LIST_CHILD, 2, 20, "sh");
        assertThat(told.exitCode()).isEqualTo(126);
        assertThat(told.error().text())
                .isEqualTo("cannot enter the working directory /work: not a directory");
        assertThat(told.error().hint()).contains("--workdir");
    }

    @Test
    void tells_which_mount_failed() {
        LaunchFailure.Told told = told(Contract.LIST_CHILD, 1, 20, "sh");
        assertThat(told.exitCode()).isEqualTo(125);
        assertThat(told.error().text()).isEqualTo("cannot mount -v /a:/b: not a directory");
        assertThat(told.error().hint()).contains("both be directories or both files");
    }

    @ParameterizedTest
    @CsvSource({
        "21,both files",
        "13,let this user in",
        "30,read-only file system",
        "1,jong doctor",
        "40,links"
    })
    void says_what_helps_against_the_very_error_of_a_mount(int errno, String hint) {
        assertThat(told(Contract.LIST_CHILD, 1, errno, "sh").error().hint()).contains(hint);
    }

    @Test
    void tells_every_other_operation_as_explain_prints_it() {
        LaunchFailure.Told told = told(Contract.LIST_CHILD, 0, 2, "sh");
        assertThat(told.exitCode()).isEqualTo(125);
        assertThat(told.error().text())
                .isEqualTo(
                        "cannot start the container: -v /a:/b: open_tree(-100, \"/a\"): no such file or directory"
                                .replace("-100", "AT_FDCWD"));
        assertThat(told.error().hint()).isEqualTo("the source must exist on this host");
    }

    @ParameterizedTest
    @CsvSource({"0,-1,1", "1,-1,1", "1,4,8", "1,2147483647,1", "2,0,1", "9,0,1", "-1,0,1"})
    void a_failure_of_no_operation_is_told_too(int list, int index, int errno) {
        LaunchFailure.Told told = told(list, index, errno, "sh");
        assertThat(told.exitCode()).isEqualTo(125);
        assertThat(told.error().kind()).isNotEqualTo(ErrorKind.INTERNAL);
        assertThat(told.error().text()).startsWith("cannot ");
    }

    @Test
    void an_empty_name_is_a_program_that_is_not_there() {
        LaunchFailure.Told told = told(Contract.LIST_CHILD, EXEC, 13, "");
        assertThat(told.exitCode()).isEqualTo(127);
        assertThat(told.error().text()).isEqualTo("exec: \"\": executable file not found in $PATH");
    }

    @Test
    void O01_texts_of_the_image_are_escaped() {
        assertThat(told(Contract.LIST_CHILD, EXEC, 2, "/\u001b[2J").error().text())
                .contains("\\x1b[2J");
    }

    private static LaunchFailure.Told told(int list, int index, int errno, String program) {
        return LaunchFailure.of(new Outcome.Failed(list, index, errno), plan(), spec(program));
    }

    private static LaunchPlan plan() {
        PlanBuilder plan = new PlanBuilder(Machine.X86_64);
        plan.child()
                .call("-v /a:/b", Syscall.OPEN_TREE, new Arg.Value(-100), new Arg.Str("/a"))
                .own("-v /a:/b", Contract.OP_ENSURE_LIKE, new Arg.Str("/b"), Arg.ZERO)
                .own("working directory", Contract.OP_CHDIR, new Arg.Str("/work"))
                .own("run it", Contract.OP_EXEC, new Arg.Strings(List.of("/bin/sh")));
        return plan.build();
    }

    private static Spec spec(String program) {
        Spec s = Fixtures.spec(Fixtures.FIRST);
        Spec.Process process =
                new Spec.Process(
                        List.of(program),
                        List.of(),
                        "/work",
                        s.process().user(),
                        List.of(),
                        OptionalInt.empty(),
                        false,
                        false);
        return new Spec(
                s.id(),
                s.root(),
                process,
                s.mounts(),
                s.namespaces(),
                s.protection(),
                s.resources(),
                s.devices(),
                s.sysctls(),
                s.names());
    }
}
