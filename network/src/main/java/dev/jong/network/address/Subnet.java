package dev.jong.network.address;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// A block of addresses: all that begin with the same bits.
///
/// @param base the first address of the block
/// @param length how many bits all have in common
public record Subnet(Address base, int length) {
    public Subnet {
        if (length < 0 || length > base.bits() || !base.masked(length).equals(base)) {
            throw new IllegalArgumentException(base + "/" + length + " is no subnet");
        }
    }

    /// Reads `10.20.0.0/16`. What stands before the slash must be the first address.
    ///
    /// @throws JongException INVALID_ARGUMENT when the text is something else
    public static Subnet parse(String text) {
        int slash = text.indexOf('/');
        int length = slash < 0 ? -1 : number(text, slash + 1);
        if (length < 0 || Address.find(text.substring(0, slash)).isEmpty()) {
            throw invalid(text).hint("write ADDRESS/LENGTH, such as 10.20.0.0/16");
        }
        Address address = Address.parse(text.substring(0, slash));
        if (length > address.bits()) {
            throw invalid(text).hint("the length is at most " + address.bits());
        }
        Subnet around = around(address, length);
        if (!around.base.equals(address)) {
            throw invalid(text).hint("it should be " + around);
        }
        return around;
    }

    private static JongException invalid(String text) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, "\"" + Text.printable(text) + "\" is no subnet");
    }

    /// Up to three digits without leading zeros; else -1.
    private static int number(String text, int from) {
        int count = text.length() - from;
        if (count < 1 || count > 3 || count > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    /// The block of this length that an address lies in.
    public static Subnet around(Address address, int length) {
        return new Subnet(address.masked(length), length);
    }

    /// Just one address.
    public static Subnet of(Address address) {
        return new Subnet(address, address.bits());
    }

    /// Whether its addresses are of IPv6.
    public boolean version6() {
        return base.version6();
    }

    /// Whether an address lies in it.
    public boolean contains(Address address) {
        return address.version6() == version6() && address.masked(length).equals(base);
    }

    /// Whether all addresses of the other one lie in it.
    public boolean contains(Subnet other) {
        return other.length >= length && contains(other.base);
    }

    /// Whether an address lies in both.
    public boolean overlaps(Subnet other) {
        return contains(other) || other.contains(this);
    }

    /// The address at a place, counted from 0.
    ///
    /// @throws IllegalArgumentException when it has not so many
    public Address nth(long place) {
        if (place < 0 || place >= size()) {
            throw new IllegalArgumentException(this + " has no address " + place);
        }
        return base.plus(place);
    }

    /// The last address: of IPv4, where there are more than two, the one for all.
    public Address last() {
        return new Address(
                version6(),
                version6() ? base.high() | ~Address.maskHigh(true, length) : 0,
                version6()
                        ? base.low() | ~Address.maskLow(true, length)
                        : base.low() | ~Address.maskLow(false, length) & 0xffff_ffffL);
    }

    /// How many addresses it has, at most [Long#MAX_VALUE].
    public long size() {
        int free = base.bits() - length;
        return free >= 63 ? Long.MAX_VALUE : 1L << free;
    }

    /// Its mask as an address of IPv4 or IPv6: `255.255.0.0`.
    public Address mask() {
        return new Address(
                version6(),
                Address.maskHigh(version6(), length),
                Address.maskLow(version6(), length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subnet that && length == that.length && base.equals(that.base);
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + length;
    }

    /// `10.20.0.0/16`.
    @Override
    public String toString() {
        return base + "/" + length;
    }
}
