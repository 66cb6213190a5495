package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.store.lease.Hold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A container that nobody hears of ([BriefContainers]), with what its program has changed.
public final class BriefContainer implements AutoCloseable {
    /// A second of five milliseconds each.
    private static final int ROUNDS = 200;

    private final BriefContainers around;
    private final BriefParts parts;
    private final Connected connected;
    private final Hold lease;
    private final StartLock lock;
    private Optional<Outcome> outcome = Optional.empty();

    private BriefContainer(
            BriefContainers around,
            BriefParts parts,
            Connected connected,
            Hold lease,
            StartLock lock) {
        this.around = around;
        this.parts = parts;
        this.connected = connected;
        this.lease = lease;
        this.lock = lock;
    }

    /// The launch failed as what its network needs is not there any more.
    static final class ConnectionLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Makes the folder and decides. It is locked until this is closed: no sweep takes it away.
    ///
    /// @param at the host as the container finds it
    static BriefContainer begin(BriefContainers around, BriefWish wish, Front front, Host at) {
        Hold lease = around.leases().share();
        Containers containers = around.containers();
        String id = ContainerIds.fresh();
        Connected connected = Connected.NOTHING;
        StartLock lock = null;
        try {
            containers.prepare();
            lock = new BriefFolders(containers).make(id, wish.image().layers());
            if (NetworkChoice.isConnected(wish.options(), around.connector())) {
                connected = around.connector().connect(id, wish.options().networks(), front);
            }
            BriefParts parts = BriefParts.decide(around, wish, id, front.caller(), at);
            parts.make(around.copier());
            return new BriefContainer(around, parts, connected, lease, lock);
        } catch (RuntimeException e) {
            connected.release();
            try {
                containers.remove(id, "");
            } catch (JongException second) {
                e.addSuppressed(second);
            }
            if (lock != null) {
                lock.close();
            }
            lease.close();
            throw e;
        }
    }

    /// Has it launched, and waits for its end.
    ///
    /// @param lost runs when the front is gone; the container has ended when it returns
    void launch(Front front, Runnable lost) {
        LaunchPlan plan = parts.plan(front.caller(), connected.wires());
        Outcome ended = front.carryOut(EncodedPlan.of(plan), this::write);
        outcome = Optional.of(ended);
        switch (ended) {
            case Outcome.Exited _ -> endRest(front);
            case Outcome.Failed failed -> throw failed(failed, plan);
            case Outcome.Done _, Outcome.Running _, Outcome.Lost _ -> {
                lost.run();
                throw JongException.of(
                        ErrorKind.CANCELLED, "the program was ended before it was done");
            }
        }
    }

    private void endRest(Front front) {
        Host host = around.host();
        if (host.isolation() == Host.Isolation.CHROOT) {
            Path folder = around.containers().folder(parts.id()).folder();
            try {
                EndRest.of(folder.resolve("root"), new ControlPlans(host), front);
            } catch (IOException e) {
                throw StoreFailure.of("end what a program has left running", folder, e);
            }
        }
    }

    private RuntimeException failed(Outcome.Failed failed, LaunchPlan plan) {
        if (around.connector().wasLost(failed, plan)) {
            return new ConnectionLost();
        }
        return LaunchFailure.of(failed, plan, around.connector())
                .orElseGet(() -> around.failure().get().explain(failed, plan, parts.spec()))
                .error();
    }

    private void write() {
        Path folder = around.containers().folder(parts.id()).folder();
        NetworkFiles.write(
                folder,
                parts.options().names(),
                parts.hostname(),
                "",
                parts.spec().namespaces().network(),
                connected);
        if (!connected.isNothing()) {
            String name = parts.id().substring(0, 12);
            around.containers().endpoints().write(connected.endpoints().named(name));
        }
    }

    /// The program's exit code; 128 and the signal's number when a signal ended it.
    public int exitCode() {
        return outcome.orElse(null) instanceof Outcome.Exited exited ? exited.code() : 125;
    }

    /// Where its files are.
    public RootParts parts() {
        return RootParts.of(around.containers(), parts.id(), parts.spec());
    }

    /// The layers it was made from, topmost first.
    public List<Path> layers() {
        return parts.layers();
    }

    private void awaitEnd() {
        for (int i = 0; i < ROUNDS && around.containers().runs(parts.id()); i++) {
            Moment.pass();
        }
    }

    /// Takes back what was made, after a failure.
    void giveUp(RuntimeException cause) {
        try {
            close();
        } catch (JongException e) {
            cause.addSuppressed(e);
        }
    }

    /// Removes it. The program has ended.
    @Override
    public void close() {
        try {
            if (!(outcome.orElse(null) instanceof Outcome.Exited)) {
                // Its front may have been killed, which would have given this back.
                awaitEnd();
                around.failure().get().cgroups().remove(parts.id());
                connected.release();
                around.connector().forget(parts.id());
            }
            around.containers().remove(parts.id(), "");
        } finally {
            lock.close();
            lease.close();
        }
    }
}
