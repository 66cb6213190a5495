package dev.jong.build.verify;

import dev.jong.base.Text;

/// A file that two layers do not have in common.
///
/// @param path from the root, a byte string
/// @param what of it differs, such as `content` or `mode 0644 and 0600`
/// @param weighty false for directories that only have another time: a file in them made that
public record FileDifference(String path, String what, boolean weighty) {
    @Override
    public String toString() {
        return Text.printable(path) + " (" + what + ")";
    }
}
