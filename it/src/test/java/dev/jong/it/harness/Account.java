package dev.jong.it.harness;

import java.util.concurrent.ThreadLocalRandom;

/// A user of the host whom Jong is tried as. All but root are made for the test and removed after it.
///
/// @param idRange whether /etc/subuid and /etc/subgid have 65,536 ids for this user
public record Account(String name, int uid, int gid, boolean idRange) implements AutoCloseable {
    private static final int IDS = 65536;

    /// The one that is always there.
    public static Account root() {
        Needs.root();
        return new Account("root", 0, 0, false);
    }

    /// An ordinary user with a range of subordinate ids.
    public static Account withRange() {
        Needs.program("/usr/bin/newuidmap");
        Account account = make(true);
        long first = 200_000_000L + (account.uid % 30_000) * (long) IDS;
        String range = first + "-" + (first + IDS - 1);
        Shell.run("usermod", "--add-subuids", range, "--add-subgids", range, account.name);
        return account;
    }

    /// An ordinary user with one id only.
    public static Account single() {
        return make(false);
    }

    /// True for root.
    public boolean isRoot() {
        return uid == 0;
    }

    @Override
    public void close() {
        if (!isRoot()) {
            Shell.run("userdel", name);
        }
    }

    private static Account make(boolean idRange) {
        Needs.root();
        Needs.program("/usr/sbin/useradd");
        Needs.program("/usr/bin/setpriv");
        String name = "jongit" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        Shell.run(
                "useradd",
                "-M",
                "-d",
                "/nonexistent",
                "-s",
                "/bin/sh",
                "-K",
                "SUB_UID_COUNT=0",
                "-K",
                "SUB_GID_COUNT=0",
                // The images of the tests have users of their own with small numbers.
                "-K",
                "UID_MIN=5000",
                "-K",
                "GID_MIN=5000",
                name);
        int uid = Integer.parseInt(Shell.run("id", "-u", name).strip());
        int gid = Integer.parseInt(Shell.run("id", "-g", name).strip());
        return new Account(name, uid, gid, idRange);
    }
}
