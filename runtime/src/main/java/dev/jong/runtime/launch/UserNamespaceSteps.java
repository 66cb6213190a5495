package dev.jong.runtime.launch;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A user namespace of the container's own, below the engine's. The child makes it, together with all the namespaces
/// that are to belong to it; the front, which stays outside and has the rights there, writes its map.
///
/// What lies outside is opened before, as the child can reach nothing of the store or of others' binds afterwards. Where
/// the engine is root, the front has these trees show their files with the container's ids (idmapped mounts), so that
/// what is on the disk is as if there were no such namespace ([decision
/// 0021](../../../../../../../../../docs/decisions/0021-ids-of-a-container.md)).
final class UserNamespaceSteps {
    /// Numbers that descriptors get, so that paths can name them.
    static final int LAYERS = 250;

    static final int FOLDER = 251;
    static final int LOWEST = 252;

    private static final int ATTRIBUTES_DESCRIPTOR = 24; // struct mount_attr.userns_fd
    private static final String MADE = "a user namespace of the container's own";
    private static final String MAPPED = "its ids are mapped";
    private static final Arg HERE = new Arg.Str("");

    private final Launch launch;
    private final OpList child;
    private final List<Arg.Register> shown = new ArrayList<>();
    private Optional<Arg.Register> root = Optional.empty();
    private Optional<Arg.Register> network = Optional.empty();

    UserNamespaceSteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
    }

    /// The path by which the child opens what it has as a descriptor.
    static String path(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    /// The root directory, if that is what the container has, and it was opened here.
    Optional<Arg.Register> root() {
        return root;
    }

    /// The network that was made with it, for the front, if that is to be connected.
    Optional<Arg.Register> network() {
        return network;
    }

    /// A path of the container's folder as the child sees it then.
    String inFolder(String file) {
        String folder = launch.places().container();
        return launch.apart() && file.startsWith(folder + "/")
                ? path(FOLDER) + file.substring(folder.length())
                : file;
    }

    /// How many trees lie on the old root.
    int placed() {
        return launch.apart() ? LOWEST - LAYERS + 1 : 0;
    }

    /// Whether mounts can show files with the container's ids.
    boolean shows() {
        return launch.apart() && launch.host().isolation() == Host.Isolation.ROOT;
    }

    /// Has a detached tree show its files with the container's ids, where that is possible.
    void show(Arg.Register tree) {
        if (shows()) {
            shown.add(tree);
        }
    }

    /// Goes in, and becomes its root.
    void enter() {
        if (!launch.apart()) {
            return;
        }
        List<Arg.Register> trees = trees();
        Arg.Register self =
                child.open(
                        "which process this is",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text("/proc/self"),
                        Kernel.open(Kernel.O_PATH));
        child.call(MADE, Syscall.UNSHARE, new Arg.Flags(flags(), Flag.CLONE));
        child.own(MADE, Contract.OP_SEND, self);
        for (Arg.Register tree : shown) {
            child.own("files to be shown with its ids", Contract.OP_SEND, tree);
        }
        mapIds();
        Arg.Register go = child.ownOpen(MAPPED, Contract.OP_TAKE);
        child.close(go).close(self);
        becomeRoot(child, map());
        place(trees);
    }

    /// The descriptors with known numbers are of no use any more.
    void close() {
        if (!launch.apart()) {
            return;
        }
        for (int number = LAYERS; number <= LOWEST; number++) {
            child.call("not needed any more", Syscall.CLOSE, Kernel.number(number));
        }
    }

    private List<Arg.Register> trees() {
        String store = launch.places().layers();
        String lowest = store.substring(0, store.lastIndexOf('/')) + "/mountpoints";
        List<Arg.Register> trees =
                List.of(
                        FileSystem.copy(child, "the layers", layers(store), false),
                        FileSystem.copy(
                                child, "the container's files", launch.places().container(), false),
                        FileSystem.copy(child, "places to mount upon", lowest, false));
        trees.forEach(this::show);
        if (launch.spec().root() instanceof Spec.Root.Directory directory) {
            Arg.Register tree = RootSteps.openDirectory(child, directory);
            show(tree);
            root = Optional.of(tree);
        }
        return trees;
    }

    private String layers(String store) {
        return launch.shifted() && launch.spec().root() instanceof Spec.Root.Layers layers
                ? store.substring(0, store.lastIndexOf('/'))
                        + "/shifted/"
                        + map().nameFor(layers.layers())
                : store;
    }

    private IdMap map() {
        return launch.spec().namespaces().users().orElseThrow();
    }

    /// An overlay takes layers from mounts of its own mount namespace only. They come to lie on the old root, which goes
    /// away as a whole.
    private void place(List<Arg.Register> trees) {
        int number = LAYERS;
        for (Arg.Register tree : trees) {
            child.call(
                    "files of the store, for the time being",
                    Syscall.MOVE_MOUNT,
                    tree,
                    HERE,
                    Kernel.AT_FDCWD,
                    Kernel.text("/"),
                    Kernel.number(Kernel.MOVE_FROM_DESCRIPTOR));
            child.call(
                    "a number that paths can name",
                    Syscall.DUP3,
                    tree,
                    Kernel.number(number++),
                    Kernel.number(Kernel.O_CLOEXEC));
            child.close(tree);
        }
    }

    /// In the front. Its rights are those of the engine's user namespace, so it may map any ids of that, and group ids
    /// without giving up setgroups(2); where that is forbidden outside, it stays so inside (U03).
    private void mapIds() {
        IdMap map = map();
        OpList beside = launch.beside();
        Arg.Register self = beside.ownOpen(MADE, Contract.OP_TAKE);
        beside.writeFile("users of the container", self, "uid_map", IdMap.lines(map.uids()));
        beside.writeFile("groups of the container", self, "gid_map", IdMap.lines(map.gids()));
        if (!shown.isEmpty()) {
            Arg.Register users =
                    beside.open(MADE, Syscall.OPENAT, self, Kernel.text("ns/user"), Kernel.open(0));
            for (int i = 0; i < shown.size(); i++) {
                show(beside, users);
            }
            beside.close(users);
        }
        if (!launch.wires().isEmpty()) {
            network =
                    Optional.of(
                            beside.open(
                                    "the network that came with it",
                                    Syscall.OPENAT,
                                    self,
                                    Kernel.text("ns/net"),
                                    Kernel.open(0)));
        }
        beside.close(self);
        beside.ownTolerating(Errno.EPIPE, MAPPED, Contract.OP_SEND, Kernel.number(0));
    }

    private static void show(OpList beside, Arg.Register users) {
        String why = "files on the disk belong to the ids that the container sees";
        Arg attributes =
                new Arg.Block(
                        MountAttributes.bytes(Kernel.ATTR_IDMAP, 0, 0), "{set MOUNT_ATTR_IDMAP}");
        Arg.Register tree = beside.ownOpen(why, Contract.OP_TAKE);
        beside.own(why, Contract.OP_STORE, attributes, Kernel.number(ATTRIBUTES_DESCRIPTOR), users);
        beside.call(
                why,
                Syscall.MOUNT_SETATTR,
                tree,
                HERE,
                new Arg.Flags(Kernel.AT_EMPTY_PATH, Flag.AT),
                attributes,
                Kernel.number(MountAttributes.SIZE));
        beside.close(tree);
    }

    /// All that the child makes from here on is the container's root's.
    static void becomeRoot(OpList child, IdMap map) {
        String why = "root of the container";
        Arg gid = Kernel.number(map.rootGid());
        Arg uid = Kernel.number(map.rootUid());
        child.call(why, Syscall.SETRESGID, gid, gid, gid);
        child.call(why, Syscall.SETRESUID, uid, uid, uid);
        child.callTolerating(Errno.EPERM, "no groups", Syscall.SETGROUPS, Arg.ZERO, Arg.ZERO);
    }

    private long flags() {
        Spec.Namespaces wanted = launch.spec().namespaces();
        return Kernel.CLONE_NEWUSER
                | Kernel.CLONE_NEWNS
                | flag(wanted.network(), Kernel.CLONE_NEWNET)
                | flag(wanted.ipc(), Kernel.CLONE_NEWIPC)
                | flag(wanted.uts(), Kernel.CLONE_NEWUTS)
                | flag(wanted.cgroup(), Kernel.CLONE_NEWCGROUP);
    }

    private static long flag(Spec.Namespace namespace, long flag) {
        return namespace instanceof Spec.Namespace.Private ? flag : 0;
    }
}
