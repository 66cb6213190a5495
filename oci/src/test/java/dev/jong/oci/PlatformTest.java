package dev.jong.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "linux/arm/6, linux/arm/v6",
        "linux/armhf, linux/arm/v7",
        "linux/i686, linux/386",
        "linux/amd64/v3, linux/amd64/v3",
        "arm64, linux/arm64",
        "arm/v7, linux/arm/v7",
        "windows/amd64, windows/amd64"
    })
    void normalises_a_platform(String text, String normal) {
        assertThat(Platform.parse(text)).hasToString(normal).isEqualTo(Platform.parse(normal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "linux/",
                "/amd64",
                "linux/amd64/v1/x",
                "linux/am d64",
                "linux/../x",
                "a\nb"
            })
    void rejects_odd_platforms(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(JongException.class);
    }

    @Test
    void an_older_variant_fits_less_well_and_a_newer_one_not_at_all() {
        Platform wanted = Platform.parse("linux/arm/v7");
        assertThat(Platform.parse("linux/arm/v7").fitness(wanted)).isEqualTo(9);
        assertThat(Platform.parse("linux/arm/v6").fitness(wanted))
                .isGreaterThan(Platform.parse("linux/arm/v5").fitness(wanted));
        assertThat(Platform.parse("linux/arm/v8").fitness(wanted)).isZero();
        assertThat(Platform.parse("linux/arm64").fitness(wanted)).isZero();
        assertThat(Platform.parse("windows/arm/v7").fitness(wanted)).isZero();
    }

    @Test
    void the_host_is_linux_on_a_normalised_architecture() {
        assertThat(Platform.host().os()).isEqualTo("linux");
        assertThat(Platform.host().architecture()).isNotEqualTo("x86_64").isNotEqualTo("aarch64");
    }
}
