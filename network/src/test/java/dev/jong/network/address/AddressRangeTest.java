package dev.jong.network.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressRangeTest {
    private static final Subnet SMALL = Subnet.parse("10.0.0.0/29");
    private static final Address GATEWAY = Address.parse("10.0.0.1");

    @Test
    void gives_one_after_the_other_and_begins_again() {
        AddressRange range = AddressRange.of(SMALL, Set.of(GATEWAY));
        assertThat(range.first(Set.of())).contains(Address.parse("10.0.0.2"));
        assertThat(range.next(Address.parse("10.0.0.3"), Set.of()))
                .contains(Address.parse("10.0.0.4"));
        assertThat(range.next(Address.parse("10.0.0.6"), Set.of()))
                .contains(Address.parse("10.0.0.2"));
        assertThat(range.next(Address.parse("10.9.9.9"), Set.of()))
                .contains(Address.parse("10.0.0.2"));
    }

    @Test
    void gives_each_once_until_none_is_left() {
        AddressRange range = AddressRange.of(SMALL, Set.of(GATEWAY, Address.parse("10.0.0.4")));
        Set<Address> taken = new HashSet<>();
        for (Optional<Address> next = range.first(taken);
                next.isPresent();
                next = range.next(next.get(), taken)) {
            assertThat(taken.add(next.get())).isTrue();
        }
        assertThat(taken)
                .extracting(Address::toString)
                .containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3", "10.0.0.5", "10.0.0.6");
    }

    @Test
    void gives_out_of_a_part_but_allows_the_rest() {
        AddressRange range =
                new AddressRange(
                        Subnet.parse("10.0.0.0/16"), Subnet.parse("10.0.5.0/31"), Set.of());
        assertThat(range.first(Set.of())).contains(Address.parse("10.0.5.0"));
        assertThat(range.next(Address.parse("10.0.5.1"), Set.of()))
                .contains(Address.parse("10.0.5.0"));
        assertThat(range.allows(Address.parse("10.0.9.9"))).isTrue();
        assertThat(range.allows(Address.parse("10.0.0.0"))).isFalse();
        assertThat(range.allows(Address.parse("10.0.255.255"))).isFalse();
        assertThat(range.allows(Address.parse("10.1.0.1"))).isFalse();
    }

    @Test
    void the_last_of_IPv6_is_one_as_any_other() {
        AddressRange range =
                AddressRange.of(Subnet.parse("fd00::/126"), Set.of(Address.parse("fd00::1")));
        Set<Address> taken = Set.of(Address.parse("fd00::2"));
        assertThat(range.first(taken)).contains(Address.parse("fd00::3"));
        assertThat(range.next(Address.parse("fd00::3"), Set.of()))
                .contains(Address.parse("fd00::2"));
    }

    @Test
    void both_ends_of_a_link_are_given() {
        AddressRange range =
                AddressRange.of(Subnet.parse("10.0.0.0/31"), Set.of(Address.parse("10.0.0.0")));
        assertThat(range.first(Set.of())).contains(Address.parse("10.0.0.1"));
        assertThat(range.first(Set.of(Address.parse("10.0.0.1")))).isEmpty();
    }
}
