package dev.jong.build.dockerfile;

import java.util.List;
import java.util.Map;

/// A parsed Dockerfile.
///
/// @param file its name as the user knows it
/// @param lines its text by lines, for messages
/// @param directives parser directives by name in lower case: `syntax`, `escape`, `check`
/// @param escape the escape character, a backslash or a backtick
/// @param globals the `ARG`s before the first `FROM`
public record Dockerfile(
        String file,
        List<String> lines,
        Map<String, String> directives,
        char escape,
        List<Instruction.Arg> globals,
        List<Stage> stages) {
    public Dockerfile {
        lines = List.copyOf(lines);
        directives = Map.copyOf(directives);
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
    }
}
