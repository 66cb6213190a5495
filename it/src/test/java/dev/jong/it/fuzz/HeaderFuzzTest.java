package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.image.registry.header.Challenge;
import dev.jong.image.registry.header.ContentRange;
import dev.jong.image.registry.header.LinkHeader;
import dev.jong.image.registry.header.RetryAfter;
import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.HttpUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Header fields that registries send.
@Tag("fuzz")
class HeaderFuzzTest {
    private static final HttpUrl HERE =
            HttpUrl.parse("https://registry.example:5000/v2/a/tags/list?n=1").orElseThrow();

    @Test
    void Z14_a_challenge_names_a_realm_with_scheme_and_host_or_none() {
        List<String> seeds =
                List.of(
                        "Bearer realm=\"https://auth.example/token\",service=\"s\",scope=\"repository:a:pull,push\"",
                        "Basic realm=\"a \\\" b\", Bearer realm=https://x/y , Negotiate",
                        "Basic realm=\"",
                        ",,, a=b, Bearer realm=\"//x\"");
        Fuzz.text(
                seeds,
                input -> {
                    List<Challenge> all = Challenge.parse(input);
                    assertThat(all.size()).isLessThanOrEqualTo(16);
                    for (Challenge one : all) {
                        assertThat(one.scheme()).isNotEmpty();
                        HttpUrl.parse(one.parameter("realm")).ifPresent(HeaderFuzzTest::isSound);
                    }
                });
    }

    @Test
    void Z15_an_accepted_range_can_be() {
        Fuzz.text(
                List.of(
                        "bytes 0-99/1000",
                        "bytes 5-5/*",
                        "bytes */10",
                        "bytes 0-9223372036854775807/*"),
                input ->
                        ContentRange.parse(input)
                                .ifPresent(range -> {
                                    assertThat(range.first()).isNotNegative();
                                    assertThat(range.last()).isGreaterThanOrEqualTo(range.first());
                                    assertThat(range.size()).isGreaterThanOrEqualTo(-1);
                                }));
    }

    @Test
    void Z15_a_link_leads_to_the_same_server_or_nowhere() {
        Fuzz.text(
                List.of(
                        "</v2/a/tags/list?last=x&n=2>; rel=\"next\"",
                        "<https://registry.example:5000/b>; rel=next, <//evil.example/>; rel=\"next\"",
                        "<?last=b>;rel=next"),
                input -> {
                    Headers headers = headers("Link", input);
                    LinkHeader.next(headers, HERE)
                            .ifPresent(next -> {
                                isSound(next);
                                assertThat(next.sameOrigin(HERE)).isTrue();
                            });
                });
    }

    @Test
    void Z15_a_wait_is_between_nothing_and_a_year() {
        Fuzz.text(
                List.of("5", "1000000000000000", "-1", "Sun, 06 Nov 1994 08:49:37 GMT"),
                input -> {
                    Headers headers =
                            headers("Retry-After", input)
                                    .add("Date", "Sun, 06 Nov 1994 08:00:00 GMT");
                    Optional<Duration> wait = RetryAfter.wait(headers);
                    wait.ifPresent(some ->
                            assertThat(some).isBetween(Duration.ZERO, Duration.ofDays(365)));
                });
    }

    @Test
    void Z15_a_length_is_never_negative() {
        Fuzz.text(
                List.of("0", "123", "999999999999999999", "+1", "0x10"),
                input ->
                        assertThat(headers("Content-Length", input).number("Content-Length"))
                                .isGreaterThanOrEqualTo(-1));
    }

    @Test
    void an_accepted_address_can_be_put_into_a_request() {
        Fuzz.text(
                List.of(
                        "https://a.example:5000/x?y=z#f",
                        "../up/and/down?x",
                        "http://[::1]:80/",
                        "//other/",
                        "https://user@a.example/"),
                input -> {
                    HttpUrl.parse(input).ifPresent(HeaderFuzzTest::isSound);
                    HERE.resolve(input).ifPresent(HeaderFuzzTest::isSound);
                });
    }

    private static void isSound(HttpUrl url) {
        assertThat(url.host()).isNotEmpty().doesNotContain("@", "/", " ", "\n");
        assertThat(url.port()).isBetween(1, 65_535);
        assertThat(url.target()).startsWith("/").doesNotContain(" ", "\n", "\r");
        assertThat(HttpUrl.of(url.secure(), url.authority(), url.target())).contains(url);
    }

    /// What the client's own reader lets through.
    private static Headers headers(String name, String value) {
        try {
            return new Headers().add(name, value);
        } catch (IllegalArgumentException e) {
            return new Headers();
        }
    }
}
