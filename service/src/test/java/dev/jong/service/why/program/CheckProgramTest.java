package dev.jong.service.why.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.service.container.Finding;
import dev.jong.testkit.ElfBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckProgramTest {
    private static final Syscalls KERNEL = new NativeSyscalls();
    private static final String LOADER = "/lib/ld-linux-test.so.2";

    @TempDir private Path folder;
    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        for (String name : new String[] {"bin", "etc", "lib", "opt/app/lib"}) {
            Files.createDirectories(root.resolve(name));
        }
        program("bin/sh", new ElfBytes(ElfBytes.host()));
    }

    @Test
    void finds_nothing_wrong_with_a_program_that_runs() throws IOException {
        assertThat(check("sh")).isEmpty();
        assertThat(check("/bin/sh")).isEmpty();
        script("bin/run", "#!/bin/sh\n");
        assertThat(check("run")).isEmpty();
    }

    @Test
    void names_the_nearest_program() throws IOException {
        program("bin/python3", new ElfBytes(ElfBytes.host()));
        assertThat(found("pyhton3").text()).isEqualTo("executable file not found in $PATH");
        assertThat(found("pyhton3").hint()).isEqualTo("did you mean python3?");
        assertThat(found("/bin/pyton3").hint()).isEqualTo("did you mean /bin/python3?");
        assertThat(found("zzz").hint()).isEmpty();
    }

    @Test
    void tells_directories_and_modes() throws IOException {
        assertThat(found("/bin").kind()).isEqualTo("directory");
        Files.writeString(root.resolve("bin/plain"), "#!/bin/sh\n");
        assertThat(found("/bin/plain").text()).contains("its mode is 0644");
        mode("opt", "rwx------");
        script("opt/run", "#!/bin/sh\n");
        assertThat(check("/opt/run")).isEmpty();
        assertThat(check("/opt/run", "\"uid\":12345").orElseThrow().text())
                .isEqualTo("user 12345 may not enter \"/opt\"");
    }

    @Test
    void sees_through_scripts() throws IOException {
        script("bin/crlf", "#!/bin/sh\r\necho\r\n");
        assertThat(found("crlf").kind()).isEqualTo("carriage-return");
        assertThat(found("crlf").text()).contains("\"/bin/sh\\x0d\"");
        script("bin/bashful", "#!/bin/bash\n");
        assertThat(found("bashful").text())
                .isEqualTo("its interpreter \"/bin/bash\" can't be run: no such file or directory");
        script("bin/py", "#!/usr/bin/env python3\n");
        Files.createDirectories(root.resolve("usr/bin"));
        program("usr/bin/env", new ElfBytes(ElfBytes.host()));
        assertThat(found("py").text()).contains("\"python3\" is in no directory of $PATH");
        script("bin/nothing", "#!\n");
        assertThat(found("nothing").kind()).isEqualTo("no-interpreter");
        script("bin/plain", "echo\n");
        assertThat(found("plain").text()).contains("neither a program nor a script");
        script("bin/empty", "");
        assertThat(found("empty").kind()).isEqualTo("empty");
        script("bin/circle", "#!/bin/circle\n");
        assertThat(found("circle").text()).contains("lead in a circle");
    }

    @Test
    void tells_another_processor_and_what_is_no_program() throws IOException {
        int other = ElfBytes.host() == ElfBytes.X86_64 ? ElfBytes.AARCH64 : ElfBytes.X86_64;
        program("bin/other", new ElfBytes(other));
        assertThat(found("other").kind()).isEqualTo("wrong-architecture");
        assertThat(found("other").text()).startsWith("it is made for ");
        program("bin/object", new ElfBytes(ElfBytes.host()).type(1));
        assertThat(found("object").kind()).isEqualTo("no-program");
        Files.write(root.resolve("bin/cut"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        mode("bin/cut", "rwxr-xr-x");
        assertThat(found("cut").kind()).isEqualTo("damaged");
    }

    @Test
    void tells_a_missing_loader() throws IOException {
        program("bin/prog", new ElfBytes(ElfBytes.host()).loader("/lib/ld-musl-x86_64.so.1"));
        assertThat(found("prog").kind()).isEqualTo("no-loader");
        assertThat(found("prog").hint()).contains("musl");
    }

    @Test
    void finds_libraries_where_a_loader_would() throws IOException {
        program("lib/ld-linux-test.so.2", new ElfBytes(ElfBytes.host()));
        ElfBytes wanting =
                new ElfBytes(ElfBytes.host())
                        .loader(LOADER)
                        .runpath("$ORIGIN/lib")
                        .needs("libown.so")
                        .needs("libconf.so")
                        .needs("libusual.so");
        program("opt/app/prog", wanting);
        assertThat(found("/opt/app/prog").text())
                .isEqualTo(
                        "the library \"libown.so\" is missing, which it needs; so are \"libconf.so\", \"libusual.so\"");
        program("opt/app/lib/libown.so", new ElfBytes(ElfBytes.host()).needs("libdeep.so"));
        program("lib/libusual.so", new ElfBytes(ElfBytes.host()));
        Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        Files.createDirectories(root.resolve("srv/libs"));
        Files.writeString(root.resolve("etc/ld.so.conf"), "include ld.so.conf.d/*.conf\n");
        Files.writeString(root.resolve("etc/ld.so.conf.d/x.conf"), "# mine\n/srv/libs\n");
        program("srv/libs/libconf.so", new ElfBytes(ElfBytes.host()));
        // RUNPATH does not count for what a library needs in turn.
        program("opt/app/lib/libdeep.so", new ElfBytes(ElfBytes.host()));
        assertThat(found("/opt/app/prog").text())
                .isEqualTo(
                        "the library \"libdeep.so\" is missing, which \"/opt/app/lib/libown.so\" needs");
        assertThat(
                        check(
                                "/opt/app/prog",
                                "\"env\":[{\"name\":\"LD_LIBRARY_PATH\",\"value\":\"/opt/app/lib\"}]"))
                .isEmpty();
    }

    @Test
    void a_library_for_another_processor_does_not_count() throws IOException {
        int other = ElfBytes.host() == ElfBytes.X86_64 ? ElfBytes.AARCH64 : ElfBytes.X86_64;
        program("lib/ld-linux-test.so.2", new ElfBytes(ElfBytes.host()));
        program("bin/prog", new ElfBytes(ElfBytes.host()).loader(LOADER).needs("liba.so"));
        program("lib/liba.so", new ElfBytes(other));
        assertThat(found("prog").text()).contains("there for another processor only");
    }

    @Test
    void sees_what_is_mounted() throws IOException {
        assertThat(
                        check(
                                        "/bin/sh",
                                        "",
                                        "{\"type\":\"tmpfs\",\"destination\":\"/bin\",\"options\":[]}")
                                .orElseThrow()
                                .hint())
                .isEqualTo("what is mounted on /bin covers what the image has there");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("tool"), "#!/bin/sh\r\n");
        Files.setPosixFilePermissions(
                other.resolve("tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
        String bind = "{\"type\":\"bind\",\"source\":\"" + other + "\",\"destination\":\"/mnt\"}";
        assertThat(check("/mnt/tool", "", bind).orElseThrow().kind()).isEqualTo("carriage-return");
        Files.createSymbolicLink(root.resolve("bin/tool"), Path.of("../mnt/tool"));
        assertThat(check("tool", "", bind).orElseThrow().kind()).isEqualTo("carriage-return");
    }

    @Test
    void nothing_leads_out_of_the_root() throws Exception {
        Files.writeString(folder.resolve("outside"), "#!/bin/sh\r\n");
        Files.createSymbolicLink(root.resolve("bin/up"), Path.of("../../outside"));
        Files.createSymbolicLink(root.resolve("bin/away"), folder.resolve("outside"));
        Files.createSymbolicLink(root.resolve("bin/round"), Path.of("round"));
        assertThat(found("/bin/up").kind()).isEqualTo("not-found");
        assertThat(found("/bin/away").kind()).isEqualTo("not-found");
        assertThat(found("/../../outside").kind()).isEqualTo("not-found");
        assertThat(check("/bin/round")).isEmpty();
        new ProcessBuilder("mkfifo", root.resolve("bin/pipe").toString()).start().waitFor();
        assertThat(found("/bin/pipe").kind()).isEqualTo("no-program");
    }

    @Test
    void a_mount_of_the_host_may_forbid_execution() {
        String mounts =
                "1 0 8:1 / / rw,relatime - ext4 /dev/a rw\n"
                        + "2 1 0:2 / /tmp rw,nosuid,noexec - tmpfs tmpfs rw\n"
                        + "3 2 0:3 / /tmp/in rw - tmpfs tmpfs rw\n";
        assertThat(NoExec.hostForbids("/tmp/x", mounts)).isTrue();
        assertThat(NoExec.hostForbids("/tmp/in/x", mounts)).isFalse();
        assertThat(NoExec.hostForbids("/tmpx", mounts)).isFalse();
    }

    private void program(String path, ElfBytes elf) throws IOException {
        Files.write(root.resolve(path), elf.bytes());
        mode(path, "rwxr-xr-x");
    }

    private void script(String path, String text) throws IOException {
        Files.writeString(root.resolve(path), text);
        mode(path, "rwxr-xr-x");
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(mode));
    }

    private Finding found(String program) {
        return check(program).orElseThrow();
    }

    private Optional<Finding> check(String program) {
        return check(program, "");
    }

    private Optional<Finding> check(String program, String field, String... mounts) {
        String env = "\"env\":[{\"name\":\"PATH\",\"value\":\"/bin:/usr/bin\"}]";
        String process =
                "{\"cwd\":\"/\",\"args\":[\""
                        + program
                        + "\"],"
                        + (field.isEmpty() || field.startsWith("\"uid") ? env : field)
                        + (field.startsWith("\"uid") ? "," + field : "")
                        + "}";
        Json.Obj spec =
                JsonParser.parseObject(
                        Text.bytes(
                                "{\"id\":\"x\",\"root\":{\"path\":\""
                                        + root
                                        + "\"},\"process\":"
                                        + process
                                        + ",\"mounts\":["
                                        + String.join(",", mounts)
                                        + "]}"));
        return new CheckProgram(folder, () -> KERNEL, System.getProperty("os.arch", ""))
                .of(ReadSpec.read(spec));
    }
}
