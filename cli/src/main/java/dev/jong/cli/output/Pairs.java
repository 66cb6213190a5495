package dev.jong.cli.output;

import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Labels and options as tables show them.
public final class Pairs {
    private Pairs() {}

    /// `a=1,b=2`, safe to print.
    public static String of(Map<String, String> map) {
        List<String> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(key + "=" + value));
        return Text.printable(String.join(",", pairs));
    }
}
