package dev.jong.network.address;

import java.util.Optional;
import java.util.Set;

/// The addresses that a network gives out. Never given are the first of a subnet, which stands for itself, the last one of
/// IPv4, which stands for all, and those that are kept.
///
/// @param subnet of the network
/// @param range the part of it that addresses are chosen out of
/// @param kept the gateway's and those that were reserved
public record AddressRange(Subnet subnet, Subnet range, Set<Address> kept) {
    public AddressRange {
        kept = Set.copyOf(kept);
        if (!subnet.contains(range)) {
            throw new IllegalArgumentException(range + " is no part of " + subnet);
        }
    }

    /// All of a subnet but what is kept.
    public static AddressRange of(Subnet subnet, Set<Address> kept) {
        return new AddressRange(subnet, subnet, kept);
    }

    /// Whether somebody may have an address: one of the subnet, wherever the range is.
    public boolean allows(Address address) {
        return subnet.contains(address) && !kept.contains(address) && isOfOne(subnet, address);
    }

    /// Whether an address of a subnet is that of one host.
    public static boolean isOfOne(Subnet subnet, Address address) {
        int free = subnet.base().bits() - subnet.length();
        if (free < 2) {
            return true; // Both ends of a link, or one host alone (RFC 3021, RFC 6164).
        }
        return !address.equals(subnet.base())
                && (subnet.version6() || !address.equals(subnet.last()));
    }

    /// The next address that is free, in order; after the last one comes the first.
    ///
    /// @param after the one that was given last; one that is not of the range stands for none
    /// @param taken those that somebody has
    /// @return empty when all are taken
    public Optional<Address> next(Address after, Set<Address> taken) {
        return search(range.contains(after) ? after.plus(1) : range.base(), taken);
    }

    /// The first address that is free.
    public Optional<Address> first(Set<Address> taken) {
        return search(range.base(), taken);
    }

    private Optional<Address> search(Address from, Set<Address> taken) {
        // Of so many, not all can be taken: however large the range, this ends.
        long most = Math.min(range.size(), (long) taken.size() + kept.size() + 3);
        Address candidate = from;
        for (long i = 0; i < most; i++) {
            if (!range.contains(candidate)) {
                candidate = range.base();
            }
            if (allows(candidate) && !taken.contains(candidate)) {
                return Optional.of(candidate);
            }
            candidate = candidate.plus(1);
        }
        return Optional.empty();
    }
}
