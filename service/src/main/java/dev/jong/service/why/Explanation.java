package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.service.container.Finding;
import java.util.ArrayList;
import java.util.List;

/// Why a container is as it is.
///
/// @param name of the container
/// @param id of the container
/// @param state Docker's word, `paused` included
/// @param code exit code, -1 while it has none
/// @param signal the signal that ended it, or 0
/// @param summary one clause that follows the name
/// @param causes what explains it, the most certain first
/// @param lines the last ones of its log, as they were said
public record Explanation(
        String name,
        String id,
        String state,
        int code,
        int signal,
        String summary,
        List<Finding> causes,
        List<String> lines) {

    public Explanation {
        causes = List.copyOf(causes);
        lines = List.copyOf(lines);
    }

    /// For programs.
    public Json.Obj toJson() {
        List<Json> found = new ArrayList<>();
        for (Finding cause : causes) {
            found.add(
                    Json.object()
                            .put("Kind", cause.kind())
                            .put("Text", cause.text())
                            .put("Hint", cause.hint())
                            .build());
        }
        return Json.object()
                .put("Name", name)
                .put("Id", id)
                .put("Status", state)
                .put("ExitCode", code)
                .put("Signal", signal)
                .put("Summary", summary)
                .put("Causes", new Json.Arr(found))
                .put("Log", Json.of(lines))
                .build();
    }

    /// For people: byte strings, safe for a terminal.
    public String toText() {
        StringBuilder out = new StringBuilder();
        out.append(Text.printable(name)).append(' ').append(summary).append('\n');
        for (Finding cause : causes) {
            out.append("  ").append(cause.text()).append('\n');
            if (!cause.hint().isEmpty()) {
                out.append("    hint: ").append(cause.hint()).append('\n');
            }
        }
        if (!lines.isEmpty()) {
            out.append("last lines of its log:\n");
            lines.forEach(line -> out.append("  ").append(Text.printable(line)).append('\n'));
        }
        return out.toString();
    }
}
