package dev.jong.build.verify;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.layer.TarEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A member of a layer.
///
/// @param content digest of its bytes
record Member(TarEntry entry, Digest content) {
    /// What differs of another one; empty when nothing does.
    List<String> differences(Member other) {
        TarEntry one = entry;
        TarEntry two = other.entry;
        List<String> out = new ArrayList<>();
        note(out, "kind", kind(one), kind(two));
        if (!content.equals(other.content)) {
            boolean sizes = one.size() != two.size();
            out.add(sizes ? "content, " + one.size() + " and " + two.size() + " bytes" : "content");
        }
        note(out, "target", Text.printable(one.linkTarget()), Text.printable(two.linkTarget()));
        note(out, "mode", octal(one.mode()), octal(two.mode()));
        note(out, "owner", one.uid() + ":" + one.gid(), two.uid() + ":" + two.gid());
        note(out, "time", one.modified().toString(), two.modified().toString());
        note(out, "device", device(one), device(two));
        if (!same(one.xattrs(), two.xattrs())) {
            out.add("extended attributes");
        }
        return out;
    }

    boolean isDirectory() {
        return entry.type() == TarEntry.EntryType.DIRECTORY;
    }

    private static void note(List<String> out, String name, String one, String two) {
        if (!one.equals(two)) {
            out.add(name + " " + one + " and " + two);
        }
    }

    private static String kind(TarEntry entry) {
        return switch (entry.type()) {
            case REGULAR -> "file";
            case HARD_LINK -> "hard link";
            case SYMBOLIC_LINK -> "symbolic link";
            case CHARACTER_DEVICE -> "character device";
            case BLOCK_DEVICE -> "block device";
            case DIRECTORY -> "directory";
            case FIFO -> "pipe";
        };
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    private static String device(TarEntry entry) {
        return entry.device().major() + ":" + entry.device().minor();
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> two) {
        return one.keySet().equals(two.keySet())
                && one.entrySet().stream()
                        .allMatch(each -> Arrays.equals(each.getValue(), two.get(each.getKey())));
    }
}
