package dev.jong.service.why.program;

import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.Finding;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges one file that is to be executed as one user, and what it needs in turn.
final class CheckFile {
    /// The kernel follows five interpreters and no more.
    private static final int DEPTH = 5;

    private final SeenFiles files;
    private final Spec.User user;
    private final Map<String, String> environment;
    private final int machine;

    /// @param machine `e_machine` of this host
    CheckFile(SeenFiles files, Spec.User user, Map<String, String> environment, int machine) {
        this.files = files;
        this.user = user;
        this.environment = environment;
        this.machine = machine;
    }

    /// What keeps it from running; the text says it of "it". Empty when nothing does.
    ///
    /// @throws IOException when the disk can't be read
    Optional<Finding> of(String path) throws IOException {
        return of(path, 0);
    }

    private Optional<Finding> of(String path, int depth) throws IOException {
        try (Seen seen = files.look(path)) {
            Optional<Finding> refused = access(seen, path);
            return refused.isPresent() ? refused : content(seen, path, depth);
        }
    }

    private Optional<Finding> access(Seen seen, String path) {
        if (!seen.exists()) {
            return Optional.of(MissingFile.explain(files, seen, path));
        }
        if (seen.status().type() == FileStatus.DIRECTORY) {
            return found("directory", "it is a directory", "name a program in it");
        }
        if (!seen.isRegular()) {
            return found("no-program", "it is a device, a pipe or a socket", "name a program");
        }
        FileStatus status = seen.status();
        if (!mayRun(status.permissions(), status.uid(), status.gid(), true)) {
            return found(
                    "not-executable",
                    "it may not be executed by user "
                            + user.uid()
                            + ": its mode is 0"
                            + Integer.toOctalString(status.permissions()),
                    "COPY --chmod=755 or chmod +x it when the image is made, or name its interpreter before it");
        }
        for (Seen.Passed directory : seen.way()) {
            if (!mayRun(directory.permissions(), directory.uid(), directory.gid(), false)) {
                return found(
                        "no-way",
                        "user " + user.uid() + " may not enter " + shown(directory.path()),
                        "run it as another user (--user), or chmod +x the directory");
            }
        }
        return Optional.empty();
    }

    /// Whether the user may execute a file or search a directory. Root may search any, and execute what anybody may.
    private boolean mayRun(int mode, int uid, int gid, boolean file) {
        if (user.uid() == 0) {
            return !file || (mode & 0111) != 0;
        }
        if (uid == user.uid()) {
            return (mode & 0100) != 0;
        }
        return (mode & (user.gid() == gid || user.groups().contains(gid) ? 0010 : 0001)) != 0;
    }

    private Optional<Finding> content(Seen seen, String path, int depth) throws IOException {
        try (FileChannel channel = seen.open()) {
            FileBytes bytes = FileBytes.of(channel);
            byte[] head = bytes.at(0, ScriptLine.LENGTH);
            if (head.length == 0) {
                return found("empty", "it is empty", "see how it came into the image");
            }
            if (ReadElf.isElf(head)) {
                return new CheckElf(files, environment, machine).of(bytes, seen.path());
            }
            Optional<ScriptLine> line = ScriptLine.of(head);
            if (line.isPresent()) {
                return script(line.get(), path, depth);
            }
            return found(
                    "no-program",
                    "it is neither a program nor a script with a #! line",
                    "begin a script with a line such as #!/bin/sh, or name its interpreter before it");
        }
    }

    private Optional<Finding> script(ScriptLine line, String path, int depth) throws IOException {
        if (line.program().isEmpty()) {
            return found(
                    "no-interpreter",
                    "its first line, #!, names no interpreter",
                    "write a line such as #!/bin/sh");
        }
        if (line.carriageReturn()) {
            return found(
                    "carriage-return",
                    "its lines end as on Windows (CR LF), so its interpreter would be \""
                            + Text.printable(line.program() + "\r")
                            + "\"",
                    "convert it with dos2unix or sed -i 's/\\r$//', and keep Git from changing it (* text eol=lf)");
        }
        if (depth >= DEPTH) {
            return found(
                    "no-interpreter",
                    "its interpreters lead in a circle: " + shown(path),
                    "name a program as the interpreter");
        }
        Optional<Finding> wrong = of(line.program(), depth + 1);
        if (wrong.isPresent()) {
            return Optional.of(
                    new Finding(
                            wrong.get().kind().equals("not-found")
                                    ? "no-interpreter"
                                    : wrong.get().kind(),
                            "its interpreter "
                                    + shown(line.program())
                                    + " can't be run: "
                                    + wrong.get().text(),
                            wrong.get().hint()));
        }
        return byEnv(line);
    }

    private Optional<Finding> byEnv(ScriptLine line) {
        Optional<String> wanted = line.byEnv();
        if (wanted.isEmpty() || wanted.get().indexOf('/') >= 0) {
            return Optional.empty();
        }
        List<String> directories = SearchPath.directories(environment.getOrDefault("PATH", ""));
        return SearchPath.find(files, directories, wanted.get()).isPresent()
                ? Optional.empty()
                : found(
                        "no-interpreter",
                        "its interpreter "
                                + shown(wanted.get())
                                + " is in no directory of $PATH, where env looks for it",
                        "install it in the image, or set PATH with -e");
    }

    private static String shown(String path) {
        return "\"" + Text.printable(path) + "\"";
    }

    static Optional<Finding> found(String kind, String text, String hint) {
        return Optional.of(new Finding(kind, text, hint));
    }
}
