import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tests said: the reports of surefire, and the output of the native tests.
final class TestReports {
    private static final int LONGEST = 300;
    private static final Pattern WRONG = Pattern.compile("<(failure|error)([^>]*)>([^<]*)");
    private static final Pattern MESSAGE = Pattern.compile("message=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("type=\"(?:[^\"]*\\.)?([^\".]*)\"");

    /// What became of a test: passed, failed, or why neither; of a failure, which test and why, on one line.
    record Outcome(String word, String reason) {
        static Outcome of(String word) {
            return new Outcome(word, "");
        }

        boolean failed() {
            return word.equals("failed");
        }
    }

    private TestReports() {}

    /// Reads reports of surefire: one failed case is a failure, and there must be one that ran.
    static Outcome java(Path reports, String type, String method) throws IOException {
        if (!Files.isDirectory(reports)) {
            return Outcome.of("did not run");
        }
        List<Path> sorted = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*." + type + ".xml")) {
            files.forEach(sorted::add);
        }
        sorted.sort(null);
        int passed = 0;
        for (Path file : sorted) {
            for (String part : Files.readString(file).split("<testcase ")) {
                if (!part.startsWith("name=\"" + method)) {
                    continue;
                }
                Matcher wrong = WRONG.matcher(part);
                if (wrong.find()) {
                    String name = part.substring("name=\"".length(), part.indexOf('"', "name=\"".length()));
                    return new Outcome("failed", name + ": " + reason(wrong));
                }
                passed += part.contains("<skipped") ? 0 : 1;
            }
        }
        return Outcome.of(passed > 0 ? "passed" : "did not run");
    }

    /// The message; the type of the exception where that is not an assertion; the trace where there is no message.
    private static String reason(Matcher wrong) {
        Matcher message = MESSAGE.matcher(wrong.group(2));
        String said = message.find() ? message.group(1) : wrong.group(3);
        Matcher type = TYPE.matcher(wrong.group(2));
        String kind = wrong.group(1).equals("error") && type.find() ? type.group(1) + ": " : "";
        return kind + oneLine(said);
    }

    /// Reads what the native tests print.
    static Outcome ofNative(String said, String method) {
        Matcher failed =
                Pattern.compile("^FAILED (\\S*" + Pattern.quote(method) + "\\S*)((?:\n  .*)*)", Pattern.MULTILINE).matcher(said);
        if (failed.find()) {
            return new Outcome("failed", failed.group(1) + ": " + oneLine(failed.group(2)));
        }
        boolean passed = Pattern.compile("^[1-9][0-9]* passed, 0 failed", Pattern.MULTILINE).matcher(said).find();
        return Outcome.of(passed ? "passed" : "did not run");
    }

    /// Resolves the entities of XML (surefire escapes control bytes twice), and puts everything on one line that can be
    /// shown by a terminal.
    private static String oneLine(String text) {
        String plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        plain = plain.replace("&quot;", "\"").replace("&apos;", "'");
        plain = Pattern.compile("&#(\\d+);").matcher(plain).replaceAll(found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1)))));
        plain = plain.replaceAll("\\s+", " ").strip();
        plain = Pattern.compile("\\p{Cntrl}").matcher(plain).replaceAll(found ->
                Matcher.quoteReplacement("\\x" + Integer.toHexString(found.group().charAt(0))));
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
