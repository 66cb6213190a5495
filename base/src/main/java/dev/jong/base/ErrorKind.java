package dev.jong.base;

/// What went wrong, as classes that a caller can act on. The only table from error to exit code; an API
/// maps the same kinds to status codes.
public enum ErrorKind {
    /// A bad flag, file or reference.
    INVALID_ARGUMENT(125),
    /// Credentials are missing or were refused.
    UNAUTHENTICATED(125),
    /// The caller may not do this.
    PERMISSION_DENIED(126),
    /// The named object does not exist.
    NOT_FOUND(125),
    /// The object exists already, or is in use.
    CONFLICT(125),
    /// The host lacks a feature, or an object is in the wrong state.
    PRECONDITION(125),
    /// Disk, memory, descriptors or process ids ran out.
    EXHAUSTED(125),
    /// The user interrupted the operation.
    CANCELLED(130),
    /// The same request may succeed later.
    UNAVAILABLE(125),
    /// Jong does not do this.
    UNSUPPORTED(125),
    /// Stored or received bytes are not what their digest says.
    DATA_LOSS(125),
    /// A bug in Jong.
    INTERNAL(125);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /// The exit code of a command that ends with an error of this kind, 1 to 255.
    public int exitCode() {
        return exitCode;
    }
}
