package dev.jong.build.cache;

import dev.jong.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How often a step was found: a line `HEX COUNT`.
record UseCount(String hex, long count) {
    /// Reads a line; a damaged one counts nothing.
    static UseCount parse(String line) {
        int space = line.indexOf(' ');
        try {
            return new UseCount(
                    line.substring(0, Math.max(space, 0)),
                    Long.parseLong(line.substring(space + 1)));
        } catch (NumberFormatException damaged) {
            return new UseCount("", 0);
        }
    }

    /// All of them by key.
    static Map<String, Long> of(List<String> lines) {
        Map<String, Long> out = new TreeMap<>();
        for (String line : lines) {
            UseCount each = parse(line);
            out.put(each.hex, each.count);
        }
        return out;
    }

    /// This and what has been counted since, which is taken out there.
    UseCount plus(Map<Digest, Long> since) {
        for (Digest key : since.keySet()) {
            if (key.hex().equals(hex)) {
                Long more = since.remove(key);
                return new UseCount(hex, count + (more == null ? 0 : more));
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return hex + " " + count;
    }
}
