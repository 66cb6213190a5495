package dev.jong.linux;

import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lists open directories. Names are byte strings, exactly as the file system has them.
public final class DirectoryNames {
    private static final int BUFFER = 32 * 1024;
    private static final int LENGTH_AT = 16;
    private static final int NAME_AT = 19;

    private DirectoryNames() {}

    /// The names in a directory but `.` and `..`, in the order of the file system. Reads on from where the
    /// descriptor stands.
    ///
    /// @throws dev.jong.base.JongException of the kernel's error
    public static List<String> list(Syscalls kernel, int directory) {
        List<String> names = new ArrayList<>();
        byte[] buffer = new byte[BUFFER];
        int length;
        while ((length = kernel.getdents64(directory, buffer)) > 0) {
            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name ended by NUL.
            for (int at = 0; at < length; at += recordLength(buffer, at)) {
                String name = name(buffer, at + NAME_AT);
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
            }
        }
        if (length < 0) {
            throw Errno.failure(length, "cannot list a directory");
        }
        return names;
    }

    private static int recordLength(byte[] buffer, int at) {
        return buffer[at + LENGTH_AT] & 0xff | (buffer[at + LENGTH_AT + 1] & 0xff) << 8;
    }

    private static String name(byte[] buffer, int from) {
        int end = from;
        while (buffer[end] != 0) {
            end++;
        }
        return Text.of(Arrays.copyOfRange(buffer, from, end));
    }
}
