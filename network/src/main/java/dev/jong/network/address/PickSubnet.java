package dev.jong.network.address;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.List;

/// Chooses the subnet of a network for which nobody said one: the first of the usual pools that nothing else uses.
public final class PickSubnet {
    private static final long FIRST = 172L << 24 | 16L << 16;
    private static final long SMALL = 192L << 24 | 168L << 16;
    private static final long TINY = 10L << 24 | 200L << 16;
    private static final int TINIES = 8 << 8;

    private static final int TRIES = 16;

    private final List<Subnet> taken;

    /// @param taken the host's routes and the other networks' subnets
    public PickSubnet(List<Subnet> taken) {
        this.taken = List.copyOf(taken);
    }

    /// For the network that containers have when nobody names one: 172.17.0.0/16 where that is free.
    ///
    /// @throws JongException EXHAUSTED when all pools are taken
    public Subnet ofDefault() {
        List<Subnet> all = new ArrayList<>();
        all.add(large(1));
        all.addAll(pools());
        return pick(all);
    }

    /// For any other network: 172.18.0.0/16 to 172.31.0.0/16, then the parts of 192.168.0.0/16 with 4096 addresses, then those
    /// of 10.200.0.0/13 with 256.
    ///
    /// @throws JongException EXHAUSTED when all pools are taken
    public Subnet version4() {
        for (Subnet candidate : pools()) {
            if (isFree(candidate)) {
                return candidate;
            }
        }
        List<Subnet> rest = new ArrayList<>();
        for (int i = 0; i < TINIES; i++) {
            rest.add(new Subnet(Address.version4(TINY + (i << 8)), 24));
        }
        return pick(rest);
    }

    /// A local block of IPv6 (RFC 4193), always the same for one network unless something uses it.
    ///
    /// @param id of the network
    /// @throws JongException EXHAUSTED when the host uses all of them
    public Subnet version6(String id) {
        List<Subnet> candidates = new ArrayList<>();
        candidates.add(hashed(id));
        for (int i = 1; !isFree(candidates.getLast()) && i < TRIES; i++) {
            candidates.add(hashed(id + "-" + i));
        }
        return pick(candidates);
    }

    private static Subnet hashed(String seed) {
        String hex = Digest.of(Text.bytes(seed)).hex();
        long high = 0xfd;
        for (int i = 0; i < 14; i++) {
            high = high << 4 | AddressText.digit(hex.charAt(i));
        }
        return new Subnet(new Address(true, high, 0), 64);
    }

    private static List<Subnet> pools() {
        List<Subnet> pools = new ArrayList<>();
        for (int i = 2; i < 16; i++) {
            pools.add(large(i));
        }
        for (int i = 0; i < 16; i++) {
            pools.add(new Subnet(Address.version4(SMALL + (i << 12)), 20));
        }
        return pools;
    }

    private static Subnet large(int place) {
        return new Subnet(Address.version4(FIRST + ((long) place << 16)), 16);
    }

    private Subnet pick(List<Subnet> candidates) {
        for (Subnet candidate : candidates) {
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw JongException.of(
                        ErrorKind.EXHAUSTED,
                        "cannot choose a subnet: the host or other networks use all that are known")
                .hint("give one with --subnet, or remove networks: jong network prune");
    }

    private boolean isFree(Subnet candidate) {
        for (Subnet other : taken) {
            if (candidate.overlaps(other)) {
                return false;
            }
        }
        return true;
    }
}
