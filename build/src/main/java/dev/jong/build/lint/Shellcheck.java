package dev.jong.build.lint;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.linux.HostProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program `shellcheck` of the host.
public final class Shellcheck implements ShellChecker {
    /// It takes some 40 ms for each text.
    private static final int MOST = 300;

    /// Files that a text reads are not there, and what `local` and `dash` mean to ShellCheck is not what they mean in
    /// busybox: hadolint leaves these out too.
    private static final String EXCLUDED = "1090,1091,2187";

    private final HostProgram program;

    private Shellcheck(HostProgram program) {
        this.program = program;
    }

    /// Finds it.
    ///
    /// @param path directories with colons between them
    /// @return [ShellChecker#NONE] when it is not installed
    public static ShellChecker find(String path) {
        // In another locale it does not read bytes that are not ASCII.
        Map<String, String> environment = Map.of("PATH", path, "LC_ALL", "C.UTF-8");
        Optional<HostProgram> program =
                HostProgram.find("shellcheck", environment, Duration.ofSeconds(20));
        return program.isPresent() ? new Shellcheck(program.get()) : NONE;
    }

    @Override
    public List<Remark> check(List<ShellChecker.Script> texts) {
        List<Remark> remarks = new ArrayList<>();
        for (int i = 0; i < Math.min(texts.size(), MOST); i++) {
            try {
                check(i, texts.get(i), remarks);
            } catch (JongException e) {
                // Checks are an offer: a program that does not work is as one that is not there.
                return remarks;
            }
        }
        return remarks;
    }

    private void check(int index, ShellChecker.Script text, List<Remark> remarks) {
        HostProgram.Outcome outcome =
                program.run(
                        List.of(
                                "--shell=" + text.shell(),
                                "--format=json1",
                                "--norc",
                                "--exclude=" + EXCLUDED,
                                "-"),
                        text.text() + "\n");
        for (Json.Obj comment :
                JsonParser.parseObject(Text.bytes(outcome.output())).objects("comments")) {
            Severity severity = Severity.of(comment.text("level")).orElse(Severity.INFO);
            String code = "SC" + comment.number("code").orElse(0L);
            remarks.add(new Remark(index, code, severity, comment.text("message")));
        }
    }
}
