package dev.jong.runtime.plan;

/// The numbers shared with the front. `native/src/contract.h` is the other side; a test compares the two,
/// name by name.
public final class Contract {
    public static final int MSG_REQUEST = 1;
    public static final int MSG_STDIN = 2;
    public static final int MSG_STARTED = 3;
    public static final int MSG_FAILED = 4;
    public static final int MSG_EXITED = 5;
    public static final int MSG_DONE = 6;
    public static final int MSG_DETACHED = 7;
    public static final int MSG_ACCEPTED = 16;
    public static final int MSG_REFUSED = 17;
    public static final int MSG_OUT = 18;
    public static final int MSG_ERR = 19;
    public static final int MSG_WANT_STDIN = 20;
    public static final int MSG_PLAN = 21;
    public static final int MSG_EXIT = 22;
    public static final int MSG_WORKER = 23;
    public static final int MSG_GO = 24;
    public static final int MSG_LIMIT = 64 << 20;

    public static final int REQUEST_STDIN_TTY = 1;
    public static final int REQUEST_STDOUT_TTY = 2;
    public static final int REQUEST_STDERR_TTY = 4;
    public static final int REQUEST_USERNS = 8;
    public static final int REQUEST_ONE_SHOT = 16;

    public static final int PLAN_MAGIC = 0x4e4c504a;
    public static final int PLAN_VERSION = 1;
    public static final long PLAN_BASE = 0x4000000000L;
    public static final int PLAN_REGISTERS = 240;
    public static final int PLAN_NO_REGISTER = 0xff;
    public static final long PLAN_NO_INDEX = 0xffffffffL;
    public static final int PLAN_TOLERATE_ANY = 0xffff;
    public static final int PLAN_TRY_AGAIN = 0xfffe;

    public static final int PLAN_HAS_CHILD = 1;
    public static final int PLAN_DETACH = 2;
    public static final int PLAN_TTY = 4;
    public static final int PLAN_STDIN = 8;
    public static final int PLAN_SIG_PROXY = 16;
    public static final int PLAN_JOIN_USERNS = 32;
    public static final int PLAN_LOG = 64;
    public static final int PLAN_JOIN_PIDS = 128;
    public static final int PLAN_KEEP_INPUT = 256;
    public static final int PLAN_INPUT_ONCE = 512;
    public static final int PLAN_ATTACH = 1024;

    public static final int LIST_BEFORE = 0;
    public static final int LIST_CHILD = 1;
    public static final int LIST_BESIDE = 2;
    public static final int LIST_AFTER = 3;
    public static final int LIST_EXIT = 4;

    public static final int OP_BASE = 0x10000;
    public static final int OP_ENSURE_DIR = 0x10000;
    public static final int OP_ENSURE_FILE = 0x10001;
    public static final int OP_ENSURE_LIKE = 0x10002;
    public static final int OP_CHDIR = 0x10003;
    public static final int OP_OPEN_DEVICE = 0x10004;
    public static final int OP_SEND = 0x10005;
    public static final int OP_INIT = 0x10006;
    public static final int OP_EXEC = 0x10007;
    public static final int OP_WRITE_PID = 0x10008;
    public static final int OP_WRITE_EXIT = 0x10009;
    public static final int OP_CHECK_START = 0x1000a;
    public static final int OP_REMOVE_CGROUP = 0x1000b;
    public static final int OP_SKIP = 0x1000d;
    public static final int OP_STORE = 0x1000e;
    public static final int OP_TAKE = 0x1000f;
    public static final int OP_AWAIT = 0x10010;
    public static final int OP_ASK = 0x10011;
    public static final int OP_SPAWN = 0x10012;

    /// Bytes of `struct plan` up to its first operation.
    public static final int PLAN_HEADER_SIZE =
            8 + 8 + 8 + 8 + (LIST_EXIT + 1) * 8 + 8 * 8 + 8 + PLAN_REGISTERS * 8;

    /// Bytes of `struct plan_op`.
    public static final int PLAN_OP_SIZE = 56;

    private Contract() {}
}
