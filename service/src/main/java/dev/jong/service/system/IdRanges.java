package dev.jong.service.system;

import dev.jong.base.Text;
import dev.jong.runtime.spec.IdMap;
import dev.jong.service.user.SubordinateIds;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A user's ranges of subordinate ids (subuid(5), subgid(5)) and the programs that map them: what is missing, and the
/// commands of an administrator that mend it.
public final class IdRanges {
    private static final int LIMIT = 10 << 20; // bytes of a list of users

    private static final long FIRST = 100_000;
    private static final long COUNT = 65_536;

    private final Path root;
    private final int uid;

    /// @param root of the file system, `/`
    /// @param uid of the user
    public IdRanges(Path root, int uid) {
        this.root = root;
        this.uid = uid;
    }

    /// What keeps the user from having more than one id, such as a program that is not installed.
    String missing() {
        if (!hasProgram("newuidmap") || !hasProgram("newgidmap")) {
            return "newuidmap and newgidmap are not installed";
        }
        List<String> files = new ArrayList<>();
        for (String file : new String[] {"etc/subuid", "etc/subgid"}) {
            if (!hasRange(file)) {
                files.add("/" + file);
            }
        }
        return files.isEmpty()
                ? "newuidmap refuses the ranges in /etc/subuid and /etc/subgid"
                : String.join(" and ", files)
                        + (files.size() > 1 ? " have" : " has")
                        + " no range for "
                        + name();
    }

    /// What an administrator does about it.
    String remedy() {
        List<String> steps = new ArrayList<>();
        if (!hasProgram("newuidmap") || !hasProgram("newgidmap")) {
            steps.add("install the package uidmap (Debian) or shadow-utils (Fedora)");
        }
        String options =
                option("etc/subuid", "--add-subuids") + option("etc/subgid", "--add-subgids");
        if (!options.isEmpty()) {
            steps.add("usermod" + options + " " + name());
        }
        return steps.isEmpty()
                ? "the ranges of " + name() + " must not overlap those of others"
                : String.join(", then ", steps);
    }

    private String option(String file, String option) {
        if (hasRange(file)) {
            return "";
        }
        long first = Math.max(firstFree("etc/subuid"), firstFree("etc/subgid"));
        return " " + option + " " + first + "-" + (first + COUNT - 1);
    }

    /// Ids that two users share are no protection from each other, so a range behind all others is proposed.
    private long firstFree(String file) {
        long free = FIRST;
        for (IdMap.Range range : ranges(file).all()) {
            free = Math.max(free, range.outside() + range.count());
        }
        return free;
    }

    private boolean hasRange(String file) {
        for (String name : List.of(name(), Integer.toString(uid))) {
            for (IdMap.Range range : ranges(file).of(name)) {
                if (range.count() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private SubordinateIds ranges(String file) {
        return new SubordinateIds(root.resolve(file));
    }

    /// The login name, which usermod(8) wants; the number when there is none.
    private String name() {
        for (String line : passwd().split("\n")) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[2].equals(Integer.toString(uid))) {
                return fields[0];
            }
        }
        return Integer.toString(uid);
    }

    private boolean hasProgram(String name) {
        return Files.isExecutable(root.resolve("usr/bin/" + name))
                || Files.isExecutable(root.resolve("bin/" + name))
                || Files.isExecutable(root.resolve("usr/local/bin/" + name));
    }

    private String passwd() {
        return SmallFile.read(root.resolve("etc/passwd"), LIMIT).map(Text::of).orElse("");
    }
}
