package dev.jong.service.container;

/// What is to be done for containers beside running them: health checks while they run, a restart after they ended.
/// Whatever is begun here outlives the engine.
public interface Duties {
    /// A container whose health is to be checked runs, or is about to.
    void begin(String id, Front front);

    /// A container that may have to be started again has ended or is to end, and has no monitor that sees to that.
    void follow(String id, Front front);

    /// A container is not well, and is to be stopped and started.
    void restart(String id, Front front);
}
