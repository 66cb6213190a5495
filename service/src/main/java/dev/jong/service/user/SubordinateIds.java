package dev.jong.service.user;

import dev.jong.base.Text;
import dev.jong.runtime.spec.IdMap;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `/etc/subuid` and `/etc/subgid`: lines of `name:start:count`. Lines that say something else are nobody's.
///
/// @param file which of the two
public record SubordinateIds(Path file) {
    /// The ranges of users.
    public static final SubordinateIds USERS = new SubordinateIds(Path.of("/etc/subuid"));

    /// The ranges of groups.
    public static final SubordinateIds GROUPS = new SubordinateIds(Path.of("/etc/subgid"));

    private static final int LONGEST = 10 << 20;

    /// Ranges of one owner; `inside` counts them one after another from 0.
    public List<IdMap.Range> of(String name) {
        List<IdMap.Range> out = new ArrayList<>();
        long inside = 0;
        for (String[] line : lines()) {
            if (line[0].equals(name)) {
                IdMap.Range range =
                        new IdMap.Range(inside, Long.parseLong(line[1]), Long.parseLong(line[2]));
                out.add(range);
                inside += range.count();
            }
        }
        return out;
    }

    /// Ranges of everybody.
    public List<IdMap.Range> all() {
        List<IdMap.Range> out = new ArrayList<>();
        for (String[] line : lines()) {
            out.add(new IdMap.Range(0, Long.parseLong(line[1]), Long.parseLong(line[2])));
        }
        return out;
    }

    private List<String[]> lines() {
        List<String[]> out = new ArrayList<>();
        for (String line : SmallFile.read(file, LONGEST).map(Text::of).orElse("").split("\n")) {
            String[] fields = line.split(":");
            if (fields.length == 3 && isNumber(fields[1]) && isNumber(fields[2])) {
                out.add(fields);
            }
        }
        return out;
    }

    private static boolean isNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 10;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }
}
