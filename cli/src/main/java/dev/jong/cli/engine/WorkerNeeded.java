package dev.jong.cli.engine;

/// A command turned out to be heavy, before it changed or told anything: the front is to ask a worker.
public final class WorkerNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkerNeeded() {
        super("a worker is needed");
    }
}
