package dev.jong.build.files;

import dev.jong.base.Text;
import dev.jong.build.step.StepInputs;
import dev.jong.oci.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A selection of which all is known that decides over a layer made of it: everything but times.
public final class HashedSelection {
    /// More files than this are compared by directory.
    private static final int MOST_INPUTS = 20_000;

    private final List<Selected> items;
    private final List<Digest> contents;
    private final List<String> lines;
    private @Nullable Digest whole;

    private HashedSelection(List<Selected> items, List<Digest> contents) {
        this.items = items;
        this.contents = contents;
        this.lines = lines(items, contents);
    }

    static HashedSelection of(FileTree tree, List<Selected> items) {
        return new HashedSelection(items, HashFiles.hash(tree, items));
    }

    /// The files.
    public List<Selected> items() {
        return items;
    }

    /// The digest of the content of one of them, by its place in the list; that of nothing for what is no regular file.
    public Digest content(int index) {
        return contents.get(index);
    }

    /// One digest for all of it: targets, kinds, modes, owners, sizes, links, attributes and contents, but no times.
    public synchronized Digest content() {
        Digest known = whole;
        if (known == null) {
            MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
            for (int i = 0; i < items.size(); i++) {
                update(hasher, i);
            }
            known = Digest.Algorithm.SHA256.finish(hasher);
            whole = known;
        }
        return known;
    }

    /// The same piece by piece, to be compared: `file PATH` and what it is, or from 20,000 files on `files in DIRECTORY`
    /// and a digest; at the end `files`, the digest of all.
    public List<StepInputs.Input> inputs() {
        List<StepInputs.Input> inputs = new ArrayList<>();
        if (items.size() > MOST_INPUTS) {
            addGroups(inputs);
        } else {
            for (int i = 0; i < items.size(); i++) {
                String path = items.get(i).entry().path();
                String name = "file ".concat(path.isEmpty() ? "." : path);
                inputs.add(new StepInputs.Input(name, lines.get(i)));
            }
        }
        inputs.add(new StepInputs.Input("files", content().hex()));
        return inputs;
    }

    private void addGroups(List<StepInputs.Input> inputs) {
        Map<String, MessageDigest> groups = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            String path = items.get(i).entry().path();
            int slash = path.indexOf('/');
            String top = slash < 0 ? "." : path.substring(0, slash);
            update(groups.computeIfAbsent(top, name -> Digest.Algorithm.SHA256.hasher()), i);
        }
        groups.forEach((top, hasher) -> {
            String digest = Digest.Algorithm.SHA256.finish(hasher).hex();
            inputs.add(new StepInputs.Input("files in " + top, digest));
        });
    }

    private static List<String> lines(List<Selected> items, List<Digest> contents) {
        Map<String, String> firsts = new HashMap<>();
        Map<String, Integer> names = new HashMap<>();
        for (Selected item : items) {
            String inode = item.entry().inode();
            if (!inode.isEmpty()) {
                firsts.putIfAbsent(inode, item.target());
                names.merge(inode, 1, Integer::sum);
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            FileEntry entry = items.get(i).entry();
            String inode = entry.inode();
            String first = names.getOrDefault(inode, 0) > 1 ? firsts.getOrDefault(inode, "") : "";
            lines.add(line(entry, contents.get(i), first));
        }
        return lines;
    }

    /// What a file is, readable and unambiguous: foreign text is last, with its length.
    private static String line(FileEntry entry, Digest content, String first) {
        StringBuilder line = new StringBuilder(96);
        line.append(word(entry.kind())).append(' ').append(Integer.toOctalString(entry.mode()));
        line.append(' ').append(entry.uid()).append(':').append(entry.gid());
        if (entry.kind() == FileEntry.Kind.REGULAR) {
            line.append(' ').append(entry.size()).append(' ').append(content.hex());
        }
        if (entry.isDevice()) {
            line.append(' ').append(entry.device().major());
            line.append(':').append(entry.device().minor());
        }
        append(line, "same as", first);
        append(line, "to", entry.linkTarget());
        new TreeMap<>(entry.attributes())
                .forEach((name, value) -> {
                    append(line, "attribute", name);
                    append(line, "value", value);
                });
        return line.toString();
    }

    private static void append(StringBuilder line, String word, String text) {
        if (!text.isEmpty() || word.equals("value")) {
            line.append(' ').append(word).append(' ').append(text.length()).append(':');
            line.append(text);
        }
    }

    private static String word(FileEntry.Kind kind) {
        return switch (kind) {
            case DIRECTORY -> "directory";
            case REGULAR -> "file";
            case SYMBOLIC_LINK -> "link";
            case FIFO -> "fifo";
            case CHARACTER_DEVICE -> "character-device";
            case BLOCK_DEVICE -> "block-device";
        };
    }

    /// Adds target and line of an item, each with its length before it.
    private void update(MessageDigest hasher, int index) {
        String target = items.get(index).target();
        String line = lines.get(index);
        StringBuilder text = new StringBuilder(target.length() + line.length() + 16);
        text.append(target.length()).append(':').append(target);
        text.append(line.length()).append(':').append(line);
        hasher.update(Text.bytes(text.toString()));
    }
}
