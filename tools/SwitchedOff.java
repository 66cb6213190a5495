import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes protections out of a copy of the tree, one after the other, and demands that the tests named for each fail.
///
/// A file of protections has, for each: `: what it is`; `@ FILE` with `-` lines that are looked for, whatever the white
/// space, and must be there once, and the `+` lines in their place; `! ROW ROOM CLASS#METHOD` for each test that must
/// fail, where a method stands for all that begin so, and the room `native` has no class.
final class SwitchedOff {
    private static final Path TREE = Path.of("target/switched-off/tree");
    private static final Path LOGS = Path.of("target/switched-off/logs");
    private static final String NO_WARNINGS = "WARN=-std=c11 -D_GNU_SOURCE -w";
    private static final long MINUTES = 15;

    /// A text of a file and what takes its place.
    private record Edit(String file, StringBuilder from, StringBuilder to) {}

    /// A test that must fail.
    private record Trial(String row, String room, String type, String method) {
        String name() {
            return type.isEmpty() ? method : type + "#" + method;
        }
    }

    private record Protection(String what, List<Edit> edits, List<Trial> trials) {}

    private SwitchedOff() {}

    public static void main(String[] args) throws Exception {
        Set<String> rows = new LinkedHashSet<>(Arrays.asList(args));
        List<Protection> chosen = new ArrayList<>();
        for (Protection one : protections()) {
            List<Trial> trials = new ArrayList<>(one.trials);
            trials.removeIf(trial -> !rows.isEmpty() && !rows.contains(trial.row));
            if (!trials.isEmpty()) {
                chosen.add(new Protection(one.what, one.edits, trials));
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no protection has the row " + rows);
        }
        Files.createDirectories(LOGS);
        boolean well = System.getenv("NO_BASELINE") != null || baseline(chosen);
        int bad = well ? 0 : 1;
        for (Protection one : well ? chosen : List.<Protection>of()) {
            bad += prove(one);
        }
        System.out.println(bad == 0 ? "every test failed as it should" : bad + " did not go as they should");
        System.exit(bad == 0 ? 0 : 1);
    }

    /// With nothing switched off, all of the tests pass.
    private static boolean baseline(List<Protection> chosen) throws Exception {
        copy();
        List<Trial> all = new ArrayList<>();
        chosen.forEach(one -> all.addAll(one.trials));
        Map<Trial, TestReports.Outcome> outcomes = run(all, "nothing");
        outcomes.forEach((trial, outcome) -> {
            if (!outcome.word().equals("passed")) {
                print(trial, "nothing is switched off", outcome.word() + ", should pass", outcome.reason());
            }
        });
        return outcomes.values().stream().allMatch(outcome -> outcome.word().equals("passed"));
    }

    private static int prove(Protection one) throws Exception {
        copy();
        for (Edit edit : one.edits) {
            Path file = TREE.resolve(edit.file);
            StringBuilder pattern = new StringBuilder();
            for (String word : edit.from.toString().strip().split("\\s+")) {
                pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
            }
            String text = Files.readString(file);
            Matcher found = Pattern.compile(pattern.toString()).matcher(text);
            if (!found.find()) {
                throw new IllegalStateException(edit.file + " has no " + edit.from);
            }
            String changed = text.substring(0, found.start()) + edit.to.toString().strip() + text.substring(found.end());
            if (found.find()) {
                throw new IllegalStateException(edit.file + " has several " + edit.from);
            }
            Files.writeString(file, changed);
        }
        int bad = 0;
        for (Map.Entry<Trial, TestReports.Outcome> each : run(one.trials, one.trials.getFirst().row).entrySet()) {
            TestReports.Outcome outcome = each.getValue();
            bad += outcome.failed() ? 0 : 1;
            String verdict = outcome.failed() ? "failed as it should" : outcome.word().toUpperCase();
            print(each.getKey(), one.what, verdict, outcome.reason());
        }
        return bad;
    }

    /// One line for a trial, and one below it that says which test failed first and why: whoever reads it has to judge
    /// whether that is because the protection was gone.
    private static void print(Trial trial, String what, String outcome, String reason) {
        System.out.printf("%-4s %-62s %-62s %s%n", trial.row, what, trial.name(), outcome);
        if (!reason.isEmpty()) {
            System.out.println("     " + reason);
        }
    }

    /// Makes the copy what the tree is; unchanged files keep their time, so that only what is needed is built.
    private static void copy() throws Exception {
        Process list = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").start();
        String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String name : names.split("\0")) {
            Path from = Path.of(name);
            Path to = TREE.resolve(name);
            if (Files.isRegularFile(from) && !(Files.exists(to) && Files.mismatch(from, to) < 0)) {
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                // Newer than what was built from the changed one.
                Files.setLastModifiedTime(to, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis()));
            }
        }
    }

    /// What becomes of tests: passed, failed, or why neither.
    private static Map<Trial, TestReports.Outcome> run(List<Trial> trials, String log) throws Exception {
        Map<Trial, TestReports.Outcome> outcomes = new LinkedHashMap<>();
        boolean whole = trials.stream().anyMatch(trial -> trial.room.equals("it"));
        Path file = LOGS.resolve(log + ".log").toAbsolutePath();
        Files.deleteIfExists(file);
        if (whole && command(file, Map.of(), "make", "build", NO_WARNINGS) != 0) {
            trials.forEach(trial -> outcomes.put(trial, TestReports.Outcome.of("does not build")));
            return outcomes;
        }
        java(trials, outcomes, file);
        for (Trial trial : trials) {
            if (trial.room.equals("native")) {
                outcomes.put(trial, nativeTest(trial, file));
            }
        }
        return outcomes;
    }

    private static void java(List<Trial> trials, Map<Trial, TestReports.Outcome> outcomes, Path log) throws Exception {
        Set<String> rooms = new TreeSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (Trial trial : trials) {
            if (!trial.room.equals("native")) {
                rooms.add(trial.room);
                names.add(trial.name() + "*");
            }
        }
        if (rooms.isEmpty()) {
            return;
        }
        for (String room : rooms) {
            command(log, Map.of(), "rm", "-rf", room + "/target/surefire-reports");
        }
        String home = TREE.toAbsolutePath().resolve("target/jong").toString();
        command(log, Map.of(), "tools/mvn", "test", "-pl", String.join(",", rooms), "-am", "-Djong.home=" + home,
                "-Dtest=" + String.join(",", names), "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dmaven.test.failure.ignore=true");
        for (Trial trial : trials) {
            if (!trial.room.equals("native")) {
                Path reports = TREE.resolve(trial.room).resolve("target/surefire-reports");
                outcomes.put(trial, TestReports.java(reports, trial.type, trial.method));
            }
        }
    }

    private static TestReports.Outcome nativeTest(Trial trial, Path log) throws Exception {
        Path own = Path.of(log + "." + trial.method);
        Files.deleteIfExists(own);
        command(own, Map.of("ONLY", trial.method), "make", "-C", "native", "check",
                "OUT=" + TREE.toAbsolutePath().resolve("target/native-check"), NO_WARNINGS);
        return TestReports.ofNative(Files.readString(own), trial.method);
    }

    private static int command(Path log, Map<String, String> variables, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).directory(TREE.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAKE") || name.equals("MFLAGS"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            return process.exitValue();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return 1;
    }

    private static List<Protection> protections() throws IOException {
        List<Protection> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("it/src/test/switched-off"), "*.txt")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (Path file : sorted) {
                String at = "";
                for (String line : Files.readAllLines(file)) {
                    at = read(line, all, at);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return all;
    }

    /// Takes one line in; returns the file that edits are of.
    private static String read(String line, List<Protection> all, String at) {
        String rest = line.length() > 2 ? line.substring(2) : "";
        List<Edit> edits = all.isEmpty() ? List.of() : all.getLast().edits;
        switch (line.isEmpty() ? '#' : line.charAt(0)) {
            case ':' -> all.add(new Protection(rest, new ArrayList<>(), new ArrayList<>()));
            case '@' -> {
                return rest;
            }
            case '-' -> {
                boolean more = !edits.isEmpty() && edits.getLast().to.isEmpty() && edits.getLast().file.equals(at);
                if (!more) {
                    edits.add(new Edit(at, new StringBuilder(), new StringBuilder()));
                }
                edits.getLast().from.append(rest).append('\n');
            }
            case '+' -> edits.getLast().to.append(rest).append('\n');
            case '!' -> {
                String[] words = rest.split(" ");
                int hash = words[2].indexOf('#');
                all.getLast().trials.add(new Trial(words[0], words[1], hash < 0 ? "" : words[2].substring(0, hash),
                        words[2].substring(hash + 1)));
            }
            default -> {}
        }
        return at;
    }
}
