package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// Asked when a container's files have been read, and before anybody is told that all of them were: of a container that
/// is removed meanwhile some are missing, without a word (R083).
public final class StillThere {
    private StillThere() {}

    /// @throws JongException CONFLICT when the container is removed
    public static void check(Containers containers, ContainerRecord record) {
        try {
            containers.find(record.id());
        } catch (JongException e) {
            throw e.kind() == ErrorKind.NOT_FOUND
                    ? JongException.of(
                                    ErrorKind.CONFLICT,
                                    "container " + record.name() + " was removed meanwhile")
                            .causedBy(e)
                    : e;
        }
    }
}
