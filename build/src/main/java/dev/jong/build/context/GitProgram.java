package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.linux.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The host's git, told to run nothing of what a repository or the user's configuration brings along: no hooks, no
/// templates, no filters, no other transports than those allowed. What stays of the user's configuration are credential
/// helpers; ssh has its own.
final class GitProgram {
    private static final int OUTPUT = 1 << 20;
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final List<String> KEPT = List.of("PATH", "HOME", "SSH_AUTH_SOCK", "USER");
    private static final List<String> PROXIES =
            List.of(
                    "http_proxy",
                    "https_proxy",
                    "all_proxy",
                    "no_proxy",
                    "HTTPS_PROXY",
                    "ALL_PROXY",
                    "NO_PROXY",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR");

    private final HostProgram program;
    private final List<String> helpers;

    private GitProgram(HostProgram program, List<String> helpers) {
        this.program = program;
        this.helpers = helpers;
    }

    /// Finds it.
    ///
    /// @param environment of the caller
    /// @param protocols transports that may be used: `https:ssh` and so on
    /// @throws JongException PRECONDITION when the host has no git
    static GitProgram find(Map<String, String> environment, String protocols) {
        Map<String, String> own = new TreeMap<>();
        KEPT.forEach(name -> keep(name, environment, own));
        PROXIES.forEach(name -> keep(name, environment, own));
        own.put("LC_ALL", "C");
        own.put("GIT_TERMINAL_PROMPT", "0");
        own.put("GIT_ASKPASS", "true");
        own.put("GIT_CONFIG_NOSYSTEM", "1");
        List<String> helpers =
                lines(start(own), List.of("config", "--get-all", "credential.helper"));
        own.put("GIT_CONFIG_GLOBAL", "/dev/null");
        own.put("GIT_ALLOW_PROTOCOL", protocols);
        own.put("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        return new GitProgram(start(own), helpers);
    }

    /// Runs a command in a repository.
    ///
    /// @return what it prints, without the last line's end
    /// @throws JongException UNAVAILABLE with what git says when it fails
    String run(Path repository, String... arguments) {
        List<String> all = settings(repository);
        all.addAll(List.of(arguments));
        try (RunningProgram running = program.begin(all)) {
            String output = output(running);
            if (running.await() != 0) {
                throw JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "git " + arguments[0] + " failed: " + lastLine(running.said()));
            }
            return output.strip();
        }
    }

    private List<String> settings(Path repository) {
        List<String> all = new ArrayList<>(List.of("-C", Text.of(repository)));
        for (String helper : helpers) {
            all.addAll(List.of("-c", "credential.helper=" + helper));
        }
        for (String setting :
                List.of(
                        "core.hooksPath=/dev/null",
                        "core.fsmonitor=false",
                        "core.symlinks=true",
                        "core.autocrlf=false",
                        "gc.auto=0",
                        "maintenance.auto=false",
                        "advice.detachedHead=false",
                        "http.followRedirects=false",
                        "init.defaultBranch=main",
                        "submodule.recurse=false",
                        // The place belongs to us whatever git thinks of ids in user namespaces.
                        "safe.directory=*")) {
            all.addAll(List.of("-c", setting));
        }
        return all;
    }

    private static HostProgram start(Map<String, String> environment) {
        return HostProgram.find("git", environment, AFTER)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.PRECONDITION,
                                        "cannot read a git repository: this host has no git")
                                .hint(
                                        "install the package git, or give the files as a directory or archive"));
    }

    private static List<String> lines(HostProgram program, List<String> arguments) {
        HostProgram.Outcome outcome = program.run(arguments, "");
        return outcome.exitCode() == 0 ? List.of(outcome.output().strip().split("\n")) : List.of();
    }

    private static String output(RunningProgram running) {
        try {
            running.input().close();
            try (InputStream out = running.output()) {
                String text = Text.of(out.readNBytes(OUTPUT));
                out.transferTo(java.io.OutputStream.nullOutputStream());
                return text;
            }
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read what git prints")
                    .causedBy(e);
        }
    }

    private static String lastLine(String said) {
        String text = said.strip();
        return Text.printable(text.substring(text.lastIndexOf('\n') + 1));
    }

    private static void keep(String name, Map<String, String> from, Map<String, String> to) {
        String value = from.get(name);
        if (value != null) {
            to.put(name, value);
        }
    }
}
