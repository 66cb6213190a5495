package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;

/// Makes new mounts that are attached nowhere yet: a descriptor each. Detached mounts can be prepared while
/// the host's tree is still there (a user namespace may mount proc and sysfs only then) and attached by
/// descriptor in the container's root, where no symlink of the image can lead out.
final class FileSystem {
    private static final long FSCONFIG_SET_FLAG = 0;
    private static final long FSCONFIG_SET_STRING = 1;
    private static final long FSCONFIG_CMD_CREATE = 6;

    private FileSystem() {}

    /// A new mount of a file system type.
    ///
    /// @param options pairs `key=value`, or flags without `=`
    static Arg.Register fresh(
            OpList ops, String why, String type, long attributes, String... options) {
        Arg.Register context = ops.open(why, Syscall.FSOPEN, Kernel.text(type), Kernel.number(1));
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                configure(ops, why, context, FSCONFIG_SET_FLAG, Kernel.text(option), Arg.ZERO);
            } else {
                String key = option.substring(0, equals);
                String value = option.substring(equals + 1);
                configure(
                        ops,
                        why,
                        context,
                        FSCONFIG_SET_STRING,
                        Kernel.text(key),
                        Kernel.text(value));
            }
        }
        configure(ops, why, context, FSCONFIG_CMD_CREATE, Arg.ZERO, Arg.ZERO);
        Arg.Register mount =
                ops.open(
                        why,
                        Syscall.FSMOUNT,
                        context,
                        Kernel.number(1),
                        Kernel.attributes(attributes));
        ops.close(context);
        return mount;
    }

    /// A detached copy of a part of the host's tree.
    static Arg.Register copy(OpList ops, String why, String path, boolean recursive) {
        long flags = Kernel.OPEN_TREE_CLONE | (recursive ? Kernel.AT_RECURSIVE : 0);
        return ops.open(
                why, Syscall.OPEN_TREE, Kernel.AT_FDCWD, Kernel.text(path), Kernel.openTree(flags));
    }

    private static void configure(
            OpList ops, String why, Arg context, long command, Arg key, Arg value) {
        ops.call(why, Syscall.FSCONFIG, context, Kernel.number(command), key, value, Arg.ZERO);
    }
}
