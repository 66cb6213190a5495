package dev.jong.it.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a program ended.
///
/// @param out its standard output, byte for byte
/// @param err its standard error as text
public record Result(int code, byte[] out, String err) {
    /// Standard output as UTF-8.
    public String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    /// Standard output without the line end.
    public String line() {
        return text().strip();
    }

    /// Standard output, line by line.
    public List<String> lines() {
        return text().lines().toList();
    }

    /// What the prober found.
    public Probe probe() {
        return Probe.of(text());
    }

    /// For messages of assertions.
    @Override
    public String toString() {
        return "exit code " + code + "\n" + text() + err;
    }
}
