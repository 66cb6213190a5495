package dev.jong.service.container;

/// For containers that need nothing but to run.
final class NoDuties implements Duties {
    @Override
    public void begin(String id, Front front) {
        throw new AssertionError("nobody checks this container");
    }

    @Override
    public void restart(String id, Front front) {
        throw new AssertionError("nobody checks this container");
    }

    @Override
    public void follow(String id, Front front) {
        throw new AssertionError("nobody starts this container again");
    }
}
