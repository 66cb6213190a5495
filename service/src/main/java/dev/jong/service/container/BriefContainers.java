package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.store.lease.Leases;
import java.util.function.Supplier;

/// Containers that nobody hears of, such as those of a build's steps: no record, no name, no events. A command that is
/// killed leaves their folders to the next sweep. They are protected as others are.
///
/// @param host of this engine
/// @param systemPaths what containers hide on this host
/// @param filters of system calls
/// @param connector connects them
/// @param leases keep what they are made from
/// @param copier copies layers where nothing can be mounted
/// @param failure for those that could not be started; made when needed
/// @param groups where limits can be given that this engine cannot give; made when needed
public record BriefContainers(
        Host host,
        Containers containers,
        SystemPaths systemPaths,
        SeccompFilters filters,
        Connector connector,
        Leases leases,
        RootCopier copier,
        Supplier<FailedLaunch> failure,
        Supplier<LimitGroups> groups) {

    /// Runs a program in a new container to its end.
    ///
    /// @param front carries it out
    /// @param lost runs when that is gone; the container has ended when it returns
    /// @return what has run, to be closed
    /// @throws JongException when it could not be started; nothing is left of it then
    public BriefContainer run(BriefWish wish, Front front, Runnable lost) {
        if (!NetworkChoice.isConnected(wish.options(), connector)) {
            return launch(wish, front, lost);
        }
        connector.prepare(wish.options().networks(), front);
        try {
            return launch(wish, front, lost);
        } catch (BriefContainer.ConnectionLost again) {
            // What the networks need was taken away since it was made.
            connector.prepare(wish.options().networks(), front);
            return launch(wish, front, lost);
        }
    }

    private BriefContainer launch(BriefWish wish, Front front, Runnable lost) {
        BriefContainer made = begin(wish, front);
        try {
            made.launch(front, lost);
            return made;
        } catch (RuntimeException e) {
            made.giveUp(e);
            throw e;
        }
    }

    private BriefContainer begin(BriefWish wish, Front front) {
        try {
            return BriefContainer.begin(this, wish, front, host);
        } catch (JongException refused) {
            if (!CreateContainer.isAboutLimits(refused, wish.options())) {
                throw refused;
            }
            return BriefContainer.begin(this, wish, front, groups.get().obtain(refused, front));
        }
    }
}
