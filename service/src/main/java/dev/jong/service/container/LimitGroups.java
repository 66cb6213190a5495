package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;

/// Where limits can be given although this engine has no group for that: the seam to a service manager. Nobody asks
/// before something was refused.
public interface LimitGroups {
    /// For hosts where nobody can be asked.
    LimitGroups NONE =
            new LimitGroups() {
                @Override
                public Host obtain(JongException refused, Front front) {
                    throw refused;
                }

                @Override
                public Host promised(JongException refused, Caller caller) {
                    throw refused;
                }

                @Override
                public Host of(String id, Host host, Front front) {
                    return host;
                }
            };

    /// Brings the front to where it can start containers with limits.
    ///
    /// @return the host as such containers find it
    /// @throws JongException the refusal, when there is no such place
    Host obtain(JongException refused, Front front);

    /// The host as [#obtain] would give it, for a container that is not started yet.
    ///
    /// @throws JongException the refusal, when there would be none
    Host promised(JongException refused, Caller caller);

    /// The host as a running container finds it; the front is brought to where it can enter the container's group.
    Host of(String id, Host host, Front front);
}
