package dev.jong.service.network;

import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who uses a network by what the records say, with the addresses of those that run; and what the kernel has of it.
final class LiveUse implements NetworkUse {
    private final RecordedUse recorded;
    private final Containers containers;
    private final RaiseNetwork raising;

    LiveUse(Containers containers, RaiseNetwork raising) {
        this.recorded = new RecordedUse(containers);
        this.containers = containers;
        this.raising = raising;
    }

    @Override
    public List<Member> members(NetworkRecord network) {
        List<Member> members = new ArrayList<>();
        for (Member member : recorded.members(network)) {
            Optional<Endpoints.Endpoint> endpoint =
                    member.running() ? endpoint(member.id(), network) : Optional.empty();
            members.add(endpoint.map(one -> with(member, one)).orElse(member));
        }
        return members;
    }

    private Optional<Endpoints.Endpoint> endpoint(String id, NetworkRecord network) {
        return containers.endpoints().of(id).stream()
                .flatMap(endpoints -> endpoints.networks().stream())
                .filter(one -> one.networkId().equals(network.id()))
                .findFirst();
    }

    private static Member with(Member member, Endpoints.Endpoint endpoint) {
        return new Member(
                member.id(),
                member.name(),
                said(endpoint.address()),
                said(endpoint.address6()),
                said(endpoint.hardware()),
                true);
    }

    private static Optional<String> said(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void lower(NetworkRecord network, Front front) {
        raising.lower(network, front);
    }
}
