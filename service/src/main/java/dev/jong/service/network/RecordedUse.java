package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.Digest;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkSettings;
import dev.jong.service.container.Status;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;

/// Who uses a network by what the records of containers say. It knows nothing of the kernel: there is nothing to be taken
/// away.
public final class RecordedUse implements NetworkUse {
    private final Containers containers;

    /// @param containers those of the store
    public RecordedUse(Containers containers) {
        this.containers = containers;
    }

    @Override
    public List<Member> members(NetworkRecord network) {
        List<Member> members = new ArrayList<>();
        for (ContainerRecord record : containers.all()) {
            if (!record.isDamaged() && isAsked(record, network)) {
                boolean running = containers.status(record) instanceof Status.Running;
                members.add(Member.of(record.id(), record.name(), running));
            }
        }
        return members;
    }

    @Override
    public void lower(NetworkRecord network, Front front) {
        // Nothing is raised yet.
    }

    private boolean isAsked(ContainerRecord record, NetworkRecord network) {
        try {
            return joins(record.settings()).stream().anyMatch(join -> isMeant(join, network));
        } catch (JongException damaged) {
            return false; // It can't be started either.
        }
    }

    /// Whether a join is one to this network: by its name, its id or the beginning of it.
    boolean isMeant(NetworkOptions.Join join, NetworkRecord network) {
        String asked = join.network();
        boolean named =
                asked.equals(network.name())
                        || asked.equals("default") && network.name().equals(NetworkName.BRIDGE);
        if (named || !Digest.isHexPrefix(asked) || !network.id().startsWith(asked)) {
            return named;
        }
        try {
            // Another network may be called so.
            return containers.networks().find(asked).stream()
                    .allMatch(found -> found.id().equals(network.id()));
        } catch (JongException severalOrDamaged) {
            return false;
        }
    }

    /// The networks that a container asks for: where it names none and has its own, the default one.
    ///
    /// @param settings of its record
    static List<NetworkOptions.Join> joins(Json.Obj settings) {
        List<NetworkOptions.Join> joins = NetworkSettings.of(settings).joins();
        boolean usual =
                joins.isEmpty()
                        && !NetworkSettings.isDisconnected(settings)
                        && settings.text("NetworkMode").equals(NetworkName.BRIDGE);
        return usual ? List.of(NetworkOptions.Join.of(NetworkName.BRIDGE)) : joins;
    }
}
