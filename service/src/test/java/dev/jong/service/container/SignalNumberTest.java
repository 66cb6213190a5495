package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNumberTest {
    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigterm,15",
        "term,15",
        "KILL,9",
        "9,9",
        "HUP,1",
        "INT,2",
        "QUIT,3",
        "USR1,10",
        "USR2,12",
        "CHLD,17",
        "STOP,19",
        "WINCH,28",
        "SYS,31",
        "RTMIN,34",
        "SIGRTMIN,34",
        "RTMAX,64",
        "1,1",
        "64,64",
        "RTMIN+0,34",
        "RTMIN+3,37",
        "sigrtmin+15,49",
        "RTMAX-14,50",
        "SIGRTMAX-0,64",
        "POLL,29",
        "IOT,6",
        "CLD,17"
    })
    void knows_names_and_numbers(String text, int number) {
        assertThat(SignalNumber.of(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65",
                "-1",
                "-9",
                "SIG",
                "SIGSIGTERM",
                "NOPE",
                "9 ",
                "99999999999",
                "SIG15",
                "+9",
                "RTMIN+31",
                "RTMIN+",
                "RTMIN-1",
                "RTMAX+1",
                "RTMAX-31",
                "RTMIN+003",
                "0x9"
            })
    void refuses_everything_else(String text) {
        assertThatThrownBy(() -> SignalNumber.of(text))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                            assertThat(e.text()).startsWith("invalid signal: ");
                        });
    }

    @Test
    void O01_quotes_safely() {
        assertThatThrownBy(() -> SignalNumber.of("\u001b[2J")).hasMessageContaining("\\x1b[2J");
    }
}
