package dev.jong.runtime.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 18);

    @Test
    void reads_the_shared_format() {
        Profile profile =
                parse(
                        """
                        {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
                         "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
                                     {"architecture": "SCMP_ARCH_S390X", "subArchitectures": null}],
                         "flags": ["SECCOMP_FILTER_FLAG_LOG"],
                         "syscalls": [{"names": ["read", "no_such_call"], "action": "SCMP_ACT_ALLOW", "args": null},
                                      {"name": "socket", "action": "SCMP_ACT_ERRNO", "errnoRet": 97, "args":
                                        [{"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"}],
                                        "includes": {"minKernel": "5.3"}, "excludes": {"caps": ["CAP_BPF"]}}]}
                        """);
        assertThat(profile.defaultAction()).isEqualTo(new Action(Action.Kind.ERRNO, 38));
        assertThat(profile.architectures())
                .containsExactlyInAnyOrder(
                        Architecture.X86_64, Architecture.I386, Architecture.AARCH64);
        assertThat(profile.flags()).isEqualTo(2);
        Rule rule = profile.rules().get(1);
        assertThat(rule.names()).containsExactly("socket");
        assertThat(rule.action()).isEqualTo(new Action(Action.Kind.ERRNO, 97));
        assertThat(rule.alternatives())
                .containsExactly(List.of(new ArgumentTest(0, ArgumentTest.Operator.EQ, -1L, 0)));
        assertThat(rule.applies(Set.of(), Architecture.X86_64, KERNEL)).isTrue();
        assertThat(rule.applies(Set.of(Capability.BPF), Architecture.X86_64, KERNEL)).isFalse();
        assertThat(rule.applies(Set.of(), Architecture.X86_64, new KernelVersion(5, 2))).isFalse();
    }

    @Test
    void reads_the_list_of_architectures_of_the_runtime_spec() {
        String list = "\"architectures\":[\"SCMP_ARCH_X86\",\"SCMP_ARCH_X32\"]";
        assertThat(parse("{\"defaultAction\":\"SCMP_ACT_ALLOW\"," + list + "}").architectures())
                .contains(Architecture.I386)
                .doesNotContain(Architecture.ARM);
    }

    @Test
    void takes_comparisons_of_one_argument_as_alternatives() {
        Profile profile =
                parse(
                        """
                        {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{"names": ["personality"],
                         "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "value": 0, "op": "SCMP_CMP_EQ"},
                                                              {"index": 0, "value": 8, "op": "SCMP_CMP_EQ"}]}]}
                        """);
        assertThat(profile.rules().getFirst().alternatives()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | it has no defaultAction",
                "{\"defaultAction\":\"ALLOW\"} | unknown action \"ALLOW\"",
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"defaultErrnoRet\":4096} "
                        + "| the error number 4096 is not between 0 and 4095",
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"flags\":[\"X\"]} | unknown flag \"X\"",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"a\"]}]} | a rule has no action",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"action\":\"SCMP_ACT_ALLOW\"}]} "
                        + "| a rule has no names",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"a\"],\"action\":\"SCMP_ACT_LOG\","
                        + "\"args\":[{\"index\":0,\"op\":\"SCMP_CMP_LIKE\"}]}]} | unknown comparison \"SCMP_CMP_LIKE\"",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"a\"],\"action\":\"SCMP_ACT_LOG\","
                        + "\"args\":[{\"index\":6,\"op\":\"SCMP_CMP_EQ\"}]}]} "
                        + "| the argument index 6 is not between 0 and 5",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"a\"],\"action\":\"SCMP_ACT_LOG\","
                        + "\"args\":[{\"index\":0,\"value\":-1,\"op\":\"SCMP_CMP_EQ\"}]}]} "
                        + "| value of an argument is not a whole number below 2^64",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"architectures\":[\"SCMP_ARCH_X86\"],\"archMap\":[{}]} "
                        + "| it has both architectures and archMap",
            })
    void says_in_one_line_what_is_wrong(String json, String why) {
        assertThatThrownBy(() -> parse(json)).hasMessage("invalid seccomp profile: " + why);
    }

    @Test
    void refuses_user_notification_for_now() {
        assertThatThrownBy(() -> parse("{\"defaultAction\":\"SCMP_ACT_NOTIFY\"}"))
                .extracting(e -> ((JongException) e).kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @Test
    void reads_kernel_releases() {
        assertThat(KernelVersion.parse("6.18.5-amd64")).isEqualTo(KERNEL);
        assertThat(KernelVersion.parse("4.8")).isEqualTo(new KernelVersion(4, 8));
        assertThatThrownBy(() -> KernelVersion.parse("six"))
                .hasMessage("\"six\" is not a kernel version");
        assertThatThrownBy(() -> KernelVersion.parse("6."))
                .hasMessage("\"6.\" is not a kernel version");
    }

    private static Profile parse(String json) {
        return Profile.parse(Text.bytes(json));
    }
}
