package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.LaunchPlan;
import java.util.List;
import java.util.Optional;

/// Connects containers to networks: the seam between those who launch containers and those who know networks. One for
/// the engine; any thread may use it.
public interface Connector {
    /// Where no networks are: containers have loopback only, and who asks for more is refused.
    Connector NONE = new NoNetworks();

    /// What a container gets whose user says nothing of networks: `bridge`, `pasta`, `slirp4netns` or `none`.
    String usual();

    /// Makes ready on the host what networks need that is not there yet. Nothing of a container is there then.
    ///
    /// @param front carries out what has to be
    /// @throws dev.jong.base.JongException NOT_FOUND for a network that nobody made, PRECONDITION where the host lacks
    ///     what it takes
    void prepare(NetworkOptions asked, Front front);

    /// Claims addresses and ports for a container, and says how it is connected with them.
    ///
    /// @param id the container's
    /// @param asked with the ports that are to be published
    /// @param front carries out what has to be
    /// @throws dev.jong.base.JongException CONFLICT when something asked for belongs to another
    Connected connect(String id, NetworkOptions asked, Front front);

    /// How a container would be connected now; nothing is claimed.
    Connected preview(String id, NetworkOptions asked, Caller caller);

    /// Programs of the host that would be run before the launch, a line each.
    List<String> programs(String id, NetworkOptions asked, Caller caller);

    /// Whether a launch may have failed because what was made ready is not there any more; what is known of that is
    /// forgotten then, and [#prepare] makes it again.
    boolean wasLost(Outcome.Failed failed, LaunchPlan plan);

    /// What a failed launch means, where it was about networks and there is more to say than the kernel did.
    Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan);

    /// Puts right what containers left whose parents were killed.
    void sweep();

    /// Gives back what a container still has that was removed: its parent was killed, or it was connected while it ran.
    void forget(String id);

    /// A container runs, in the background or not: what looks after its networks begins.
    void begun(String id, NetworkOptions asked, Front front);
}
