package dev.jong.cli.run;

import static dev.jong.cli.run.RunLine.refused;
import static dev.jong.cli.run.RunLine.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.cli.option.OptionValue;
import dev.jong.network.address.Address;
import dev.jong.service.container.RunOptions.Device;
import dev.jong.service.container.RunOptions.Host;
import dev.jong.service.container.RunOptions.Security;
import dev.jong.service.container.RunOptions.Ulimit;
import dev.jong.service.container.SignalNumber;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "10b,10",
        "2k,2048",
        "2K,2048",
        "2kb,2048",
        "2KiB,2048",
        "1.5g,1610612736",
        "3 m,3145728",
        "1t,1099511627776",
        "0.1k,102",
        ".5k,512",
        "1.k,1024",
        "9223372036854775807,9223372036854775807"
    })
    void a_size_is_a_number_with_a_unit_of_1024(String text, long bytes) {
        assertThat(SizeParser.parse(OptionValue.of("memory", text))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1x",
                "-1",
                ".",
                ".k",
                "1..2",
                "1bb",
                "1bib",
                "1kib2",
                "1 ",
                "+1",
                "9223372036854775808",
                "9999999999g",
                "99999999999999999999999999",
                "1e3",
                "0x10"
            })
    void a_malformed_or_huge_size_is_refused(String text) {
        assertThatThrownBy(() -> SizeParser.parse(OptionValue.of("memory", text)))
                .hasMessageStartingWith("invalid argument \"");
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1500000000",
        "0.01,10000000",
        "2,2000000000",
        ".5,500000000",
        "0,0",
        "0.123456789,123456789"
    })
    void a_number_of_cpus_is_kept_in_billionths(String text, long nano) {
        assertThat(NumberParser.cpus(OptionValue.of("cpus", text))).isEqualTo(nano);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.", "1.2.3", "1.0000000001", "9999999"})
    void a_malformed_number_of_cpus_is_refused(String text) {
        assertThatThrownBy(() -> NumberParser.cpus(OptionValue.of("cpus", text)))
                .hasMessageContaining("\"--cpus\" flag");
    }

    @ParameterizedTest
    @CsvSource({
        "nofile=1024:4096,nofile,1024,4096",
        "nofile=10,nofile,10,10",
        "core=-1,core,-1,-1",
        "core=0:unlimited,core,0,-1"
    })
    void a_ulimit_has_a_soft_and_a_hard_limit(String text, String name, long soft, long hard) {
        assertThat(run("--ulimit", text).security().ulimits())
                .containsExactly(new Ulimit(name, soft, hard));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "=1",
                "foo=1",
                "nofile=",
                "nofile=a",
                "nofile=10:5",
                "nofile=-1:5",
                "nofile=1:2:3",
                "core cpu=1",
                "nofile=99999999999999999999"
            })
    void a_malformed_ulimit_is_refused(String text) {
        assertThat(refused("--ulimit", text).text()).contains("\"--ulimit\" flag");
    }

    @Test
    void the_later_ulimit_of_one_name_counts() {
        assertThat(run("--ulimit", "core=1", "--ulimit", "core=2").security().ulimits())
                .containsExactly(new Ulimit("core", 2, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/fuse,/dev/fuse,/dev/fuse,rwm",
        "/dev/a:/dev/b,/dev/a,/dev/b,rwm",
        "/dev/a:r,/dev/a,/dev/a,r",
        "/dev/a:/dev/b:mr,/dev/a,/dev/b,mr"
    })
    void a_device_has_a_place_and_permissions(
            String text, String host, String container, String permissions) {
        assertThat(run("--device", text).storage().devices())
                .containsExactly(new Device(host, container, permissions));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev",
                "/a:/b:rwx",
                "/a:/b:rr",
                "/a:/b:",
                "/a:",
                "/a:/b:/c",
                "/a:/b:r:w",
                "x.com/gpu=all"
            })
    void a_malformed_device_is_refused(String text) {
        assertThat(refused("--device", text).text()).startsWith("invalid device specification");
    }

    @Test
    void L21_a_sysctl_of_a_namespace_is_taken() {
        assertThat(
                        run(
                                        "--sysctl",
                                        "net.ipv4.ip_local_port_range=1024 65000",
                                        "--sysctl",
                                        "kernel.sem=1 2 3 4")
                                .security()
                                .sysctls())
                .isEqualTo(
                        Map.of(
                                "net.ipv4.ip_local_port_range",
                                "1024 65000",
                                "kernel.sem",
                                "1 2 3 4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel.core_pattern=x",
                "vm.overcommit_memory=1",
                "kernel.shm_rmid_forced=1+kernel.core_pattern=x",
                "net.ipv4.ip_forward=1\nkernel.core_pattern=x",
                "net.a=1=2",
                "net..core=1",
                "net.=1",
                "net./etc=1",
                "net.a/../../kernel/core_pattern=1",
                "kernel.hostname=x",
                "net.a=",
                "x",
                "=1",
                "fs.mqueue=1",
                "kernel.msg=1",
                "kernel.msgmax kernel.msgmnb=1",
                "net.a=|/bin/sh"
            })
    void L21_a_sysctl_of_the_host_or_with_a_second_assignment_is_refused(String text) {
        assertThat(refused("--sysctl", text).text()).contains("\"--sysctl\" flag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network host --sysctl net.ipv4.ip_forward=1",
                        "--ipc host --sysctl kernel.shmmax=1",
                "--uts host --sysctl kernel.domainname=x",
                        "--network container:c --sysctl net.core.somaxconn=5",
                "--ipc container:c --sysctl fs.mqueue.msg_max=5"
            })
    void L21_a_sysctl_needs_a_namespace_of_its_own(String line) {
        assertThat(refused(line.split(" ")).text()).startsWith("conflicting options: --sysctl ");
    }

    @ParameterizedTest
    @CsvSource({
        "db:10.0.0.5,db,10.0.0.5",
        "db=10.0.0.5,db,10.0.0.5",
        "six:::1,six,::1",
        "six:[fe80::1],six,fe80::1",
        "h:host-gateway,h,host-gateway",
        "a_b.c-d:1.2.3.4,a_b.c-d,1.2.3.4"
    })
    void a_host_is_a_name_and_an_address(String text, String name, String address) {
        assertThat(run("--add-host", text).names().hosts())
                .containsExactly(new Host(name, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ":1.1.1.1",
                "x:",
                "x:y",
                "a b:1.1.1.1",
                "a\tb:1.1.1.1",
                "a\n6.6.6.6 bank:1.1.1.1",
                "a#:1.1.1.1",
                "x:1.1.1.1\n6.6.6.6 y",
                "-x:1.1.1.1",
                "x:1.1.1",
                "x:01.1.1.1",
                "x:256.1.1.1",
                "x:1::2::3",
                "x:[]"
            })
    void N11_a_host_that_could_begin_another_line_is_refused(String text) {
        assertThat(refused("--add-host", text).text()).contains("\"--add-host\" flag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "-a", ".a", "a/b", "\u00e9", "a\u0000"})
    void N11_a_host_name_outside_the_grammar_is_refused(String name) {
        assertThat(refused("--hostname", name).text()).contains("invalid host name");
        assertThat(refused("--domainname", name).text()).contains("invalid host name");
    }

    @Test
    void a_host_name_has_the_length_that_the_kernel_takes() {
        assertThat(run("-h", "a".repeat(64)).names().hostname()).isPresent();
        assertThat(refused("-h", "a".repeat(65)).text()).contains("longer than 64");
    }

    @Test
    void name_service_options_are_single_words() {
        var names =
                run(
                                "--dns",
                                "1.1.1.1",
                                "--dns",
                                "::1",
                                "--dns-search",
                                "a.org",
                                "--dns-search",
                                ".",
                                "--dns-option",
                                "ndots:2")
                        .names();

        assertThat(names.dns()).containsExactly("1.1.1.1", "::1");
        assertThat(names.dnsSearch()).containsExactly("a.org", ".");
        assertThat(names.dnsOptions()).containsExactly("ndots:2");
        assertThat(refused("--dns", "x").text()).contains("not an IP address");
        assertThat(refused("--dns", "1.1.1.1\nnameserver 6.6.6.6").text())
                .contains("not an IP address");
        assertThat(refused("--dns-search", "a..b").text()).contains("not a valid domain");
        assertThat(refused("--dns-search", "a\nb").text()).contains("not a valid domain");
        assertThat(refused("--dns-option", "a b").text()).contains("resolv.conf");
    }

    @Test
    void capabilities_are_known_names_in_any_spelling() {
        Security security =
                run("--cap-add", "net_admin", "--cap-add", "CAP_NET_ADMIN", "--cap-drop", "all")
                        .security();

        assertThat(security.capabilitiesToAdd()).containsExactly("NET_ADMIN");
        assertThat(security.capabilitiesToDrop()).containsExactly("ALL");
        for (String bad : new String[] {"", "FOO", "CAP_", "NET_ADMIN NET_RAW", "CAP_ALL_"}) {
            assertThat(refused("--cap-add", bad).text()).contains("unknown capability");
        }
    }

    @Test
    void security_options_are_taken_in_both_spellings() {
        Security security =
                run(
                                "--security-opt",
                                "seccomp=p.json",
                                "--security-opt",
                                "no-new-privileges:true",
                                "--security-opt",
                                "apparmor=unconfined",
                                "--security-opt",
                                "label=type:foo_t",
                                "--security-opt",
                                "systempaths=unconfined",
                                "--oom-score-adj",
                                "-500",
                                "--privileged")
                        .security();

        assertThat(security.seccomp()).contains("/home/u/p.json");
        assertThat(security.noNewPrivileges()).isTrue();
        assertThat(security.appArmor()).contains("unconfined");
        assertThat(security.labels()).containsExactly("type:foo_t");
        assertThat(security.maskPaths()).isFalse();
        assertThat(security.oomScoreAdjustment()).hasValue(-500);
        assertThat(security.privileged()).isTrue();
        assertThat(run("--security-opt", "seccomp=unconfined").security().seccomp())
                .contains("unconfined");
        assertThat(run("--security-opt", "seccomp=builtin").security().seccomp())
                .contains("builtin");
        assertThat(run("--security-opt", "no-new-privileges").security().noNewPrivileges())
                .isTrue();
        assertThat(run("--security-opt", "no-new-privileges=false").security().noNewPrivileges())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "foo=bar",
                "seccomp",
                "seccomp=",
                "no-new-privileges=x",
                "systempaths=x",
                "apparmor=a\nb"
            })
    void a_malformed_security_option_is_refused(String text) {
        assertThat(refused("--security-opt", text).text()).contains("\"--security-opt\" flag");
    }

    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigkill,9",
        "9,9",
        "64,64",
        "RTMIN,34",
        "RTMIN+3,37",
        "SIGRTMAX-1,63",
        "RTMAX,64",
        "POLL,29",
        "IOT,6"
    })
    void a_signal_is_a_name_or_a_number(String text, int number) {
        String name = SignalParser.parse(OptionValue.of("signal", text));
        assertThat(SignalNumber.of(name)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65",
                "-1",
                "FOO",
                "SIG",
                "RTMIN+",
                "RTMIN+31",
                "RTMIN-1",
                "999999999999",
                "TERM "
            })
    void an_unknown_signal_is_refused(String text) {
        assertThatThrownBy(() -> SignalParser.parse(OptionValue.of("signal", text)))
                .hasMessageContaining("invalid signal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctrl-", "ctrl-!", "ab", "a,,b", "ctrl-aa", "\u0001", ",", "ctrl-1"})
    void unknown_keys_are_refused(String keys) {
        assertThat(refused("--detach-keys", keys).text()).contains("unknown key");
    }

    @ParameterizedTest
    @CsvSource({
        "::,true",
        "::1,true",
        "1::,true",
        "1:2:3:4:5:6:7:8,true",
        "::ffff:1.2.3.4,true",
        "1:2:3:4:5:6:1.2.3.4,true",
        "fe80::1%eth0,false",
        "1:2:3:4:5:6:7,false",
        "1:2:3:4:5:6:7:8:9,false",
        ":::,false",
        "12345::,false",
        "1.2.3.4::,false",
        "g::,false",
        "1:2:3:4::5:6:7:8,false",
        "0.0.0.0,true",
        "1.2.3.4.5,false",
        "1.2.3.,false"
    })
    void an_address_is_recognised_without_asking_anyone(String text, boolean valid) {
        assertThat(Address.find(text).isPresent()).isEqualTo(valid);
    }
}
