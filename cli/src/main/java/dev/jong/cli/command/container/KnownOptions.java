package dev.jong.cli.command.container;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Typed options of earlier command lines: the same line from the same directory gives the same object again, by
/// which later steps know what they have decided. Lines whose meaning also depends on the caller's environment or
/// on files are typed anew each time.
public final class KnownOptions {
    private static final int SIZE = 64;

    private final Object knownLock = new Object();

    /// Guarded by knownLock.
    private final Map<List<String>, RunOptions> known = new HashMap<>();

    RunOptions of(ParsedCommand line, Front front) {
        List<String> key = new ArrayList<>();
        key.add(front.caller().workingDirectory());
        for (OptionValue value : line.values()) {
            String name = value.option().name();
            if (name.equals("env") || name.equals("env-file") || name.equals("label-file")) {
                return typed(line, front);
            }
            key.add(name);
            key.add(value.text());
        }
        key.add("--");
        key.addAll(line.arguments());
        synchronized (knownLock) {
            RunOptions options = known.get(key);
            if (options == null) {
                options = typed(line, front);
                if (known.size() >= SIZE) {
                    known.clear();
                }
                known.put(key, options);
            }
            return options;
        }
    }

    private static RunOptions typed(ParsedCommand line, Front front) {
        return new RunOptionsParser(CallerFiles.of(front)).parse(line);
    }
}
