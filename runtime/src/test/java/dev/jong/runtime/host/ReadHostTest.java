package dev.jong.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadHostTest {
    private static final String STATUS =
            "Name:\tjava\nUmask:\t0077\nUid:\t1000\t1001\t1000\t1000\nCapEff:\t000001ffffffffff\nCapBnd:\t00000000a80425fb\n";
    private static final String LIMITS =
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            1024                 524288               files
            Max locked memory         8388608              8388608              bytes
            """;
    private static final String MAP = "0 1000 1\n1 100000 65536\n";

    @Test
    void reads_this_host() {
        Host host = ReadHost.read(13);
        assertThat(host.identity().mappedIds()).isPositive();
        assertThat(host.identity().maxOpenFiles()).isPositive();
        assertThat(host.identity().refused()).isEqualTo(13);
    }

    @Test
    void reads_the_effective_uid_and_the_capabilities() {
        assertThat(ReadHost.uid(STATUS)).isEqualTo(1001);
        assertThat(ReadHost.mask(STATUS, "CapEff:")).isEqualTo(0x1ffffffffffL);
        assertThat(ReadHost.mask(STATUS, "CapBnd:")).isEqualTo(0xa80425fbL);
    }

    @Test
    void adds_up_the_ids_of_all_lines() {
        assertThat(ReadHost.mappedIds("         0          0 4294967295\n")).isEqualTo(4294967295L);
        assertThat(ReadHost.mappedIds(MAP)).isEqualTo(65537);
        assertThat(ReadHost.mappedIds("")).isZero();
    }

    @Test
    void reads_the_hard_limit_of_open_files() {
        assertThat(ReadHost.maxOpenFiles(LIMITS)).isEqualTo(524288);
        assertThat(ReadHost.maxOpenFiles("Max open files   1024   unlimited   files\n"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(ReadHost.maxOpenFiles("")).isEqualTo(1024);
    }

    @Test
    void finds_the_rung_of_the_ladder() {
        long admin = 1L << 21;
        long chroot = 1L << 18;
        assertThat(ReadHost.isolation(admin | chroot, 4294967295L)).isEqualTo(Host.Isolation.ROOT);
        assertThat(ReadHost.isolation(admin, 65536)).isEqualTo(Host.Isolation.ROOTLESS);
        assertThat(ReadHost.isolation(chroot, 4294967295L)).isEqualTo(Host.Isolation.CHROOT);
        assertThat(ReadHost.isolation(0, 1)).isEqualTo(Host.Isolation.NONE);
    }

    @Test
    void Z13_never_throws_and_never_gains_privileges_from_odd_text() {
        OddLines.of(STATUS)
                .forEach(text -> {
                    ReadHost.uid(text);
                    ReadHost.mask(text, "CapEff:");
                });
        OddLines.of(LIMITS)
                .forEach(text -> assertThat(ReadHost.maxOpenFiles(text)).isNotNegative());
        OddLines.of(MAP)
                .forEach(text -> assertThat(ReadHost.mappedIds(text)).isBetween(0L, 4294967295L));
        assertThat(ReadHost.mask("CapEff:\tnot hex\n", "CapEff:")).isZero();
        assertThat(ReadHost.uid("Uid:\n")).isEqualTo(65534);
    }
}
