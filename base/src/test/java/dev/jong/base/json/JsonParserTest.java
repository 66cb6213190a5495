package dev.jong.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private static final int ROUNDS = 2000;

    @Test
    void reads_every_kind_of_value() {
        Json.Obj json =
                object(
                        "{\"n\":null,\"b\":true,\"i\":-7,\"s\":\"x\",\"a\":[1,\"y\"],\"o\":{\"k\":\"v\"}}");
        assertThat(json.get("n")).isEmpty();
        assertThat(json.has("n")).isTrue();
        assertThat(json.bool("b")).isTrue();
        assertThat(json.number("i")).contains(-7L);
        assertThat(json.text("s")).isEqualTo("x");
        assertThat(json.array("a")).containsExactly(new Json.Num("1"), new Json.Str("y"));
        assertThat(json.stringMap("o")).containsExactly(java.util.Map.entry("k", "v"));
    }

    @Test
    void keeps_unknown_keys_and_their_order() {
        String text = "{\"z\":1,\"a\":{\"later\":[1.50,2e3]},\"m\":null}";
        assertThat(JsonPrinter.compact(object(text).with("m", Json.of(true))))
                .isEqualTo("{\"z\":1,\"a\":{\"later\":[1.50,2e3]},\"m\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "\"",
                "\"\\",
                "\"\\u12",
                "\"\\x\"",
                "tru",
                "nul",
                "falsey",
                "NaN",
                "Infinity",
                "+1",
                "-",
                ".5",
                "1.",
                "1e",
                "1e+",
                "01",
                "-01",
                "0x10",
                "1 2",
                "[1]]",
                "{} {}",
                "//",
                "/**/1",
                "[1 2]",
                "{\"a\" 1}",
                "\"a\nb\""
            })
    void rejects_what_is_not_one_value(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                            assertThat(e.text()).startsWith("invalid JSON: ");
                        });
    }

    @Test
    void rejects_a_key_that_comes_twice() {
        assertThatThrownBy(() -> parse("{\"a\":1,\"a\":1}"))
                .hasMessageContaining("the key \"a\" twice");
        assertThatThrownBy(() -> parse("{\"a\":1,\"\\u0061\":null}")).hasMessageContaining("twice");
        assertThat(parse("{\"a\":1,\"A\":1}")).isInstanceOf(Json.Obj.class);
    }

    @Test
    void nests_two_hundred_levels_and_not_one_more() {
        for (String inner : new String[] {"", "1", "\"x\"", "{}"}) {
            int own = inner.equals("{}") ? 1 : 0;
            assertThat(parse(nested("[", inner, "]", 200 - own))).isInstanceOf(Json.Arr.class);
            assertDeep(() -> parse(nested("[", inner, "]", 201 - own)));
        }
        assertThat(parse(nested("{\"a\":", "1", "}", 200))).isInstanceOf(Json.Obj.class);
        assertDeep(() -> parse(nested("{\"a\":", "1", "}", 201)));
    }

    @Test
    void refuses_hostile_nesting_without_exhausting_the_stack() {
        assertDeep(() -> parse("[".repeat(200_000)));
        assertDeep(() -> parse("{\"a\":".repeat(200_000)));
    }

    @Test
    void turns_escapes_into_utf8() {
        assertThat(text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(text("\"\\u0041\\u00e9\\u20ac\"")).isEqualTo(Text.utf8("A\u00e9\u20ac"));
        assertThat(text("\"\\ud83d\\uDE00\"")).isEqualTo(Text.utf8("\ud83d\ude00"));
        assertThat(text("\"\\u0000\"")).isEqualTo("\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ud83d\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ud83d\\n\"",
                "\"\\ud83d\\u0041\""
            })
    void rejects_half_a_surrogate_pair(String text) {
        assertThatThrownBy(() -> parse(text)).hasMessageContaining("half a surrogate pair");
    }

    @Test
    void keeps_bytes_that_are_not_utf8() {
        assertThat(text("\"\u00ff\u0080\"")).isEqualTo("\u00ff\u0080");
    }

    @Test
    void reads_numbers_exactly_and_whole_ones_as_long() {
        assertThat(object("{\"n\":9223372036854775807}").number("n")).contains(Long.MAX_VALUE);
        assertThat(object("{\"n\":-0}").number("n")).contains(0L);
        for (String literal : new String[] {"9223372036854775808", "1.0", "1e3"}) {
            assertThat(parse(literal)).isEqualTo(new Json.Num(literal));
            assertInvalid(() -> object("{\"n\":" + literal + "}").number("n"));
        }
    }

    @Test
    void names_the_field_that_has_another_type() {
        Json.Obj json = object("{\"n\":1,\"s\":\"x\",\"a\":[1],\"o\":{\"k\":1}}");
        assertThatThrownBy(() -> json.string("n")).hasMessageContaining("\"n\" is not a string");
        assertThatThrownBy(() -> json.number("s")).hasMessageContaining("\"s\" is not a number");
        assertInvalid(() -> json.bool("n"));
        assertInvalid(() -> json.object("a"));
        assertInvalid(() -> json.array("o"));
        assertInvalid(() -> json.strings("a"));
        assertInvalid(() -> json.objects("a"));
        assertInvalid(() -> json.stringMap("o"));
        assertInvalid(() -> JsonParser.parseObject(Text.bytes("[]")));
    }

    @Test
    void reads_back_what_was_printed() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Json value = new RandomJson(seed).value(5);
            assertThat(parse(JsonPrinter.compact(value)))
                    .as("compact, seed %d", seed)
                    .isEqualTo(value);
            assertThat(parse(JsonPrinter.pretty(value)))
                    .as("pretty, seed %d", seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void throws_nothing_but_its_own_exception_for_damaged_text() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = JsonPrinter.bytes(new RandomJson(seed).value(4));
            for (int i = 0; i < 3 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                JsonParser.parse(bytes);
            } catch (JongException e) {
                assertThat(e.kind()).as("seed %d", seed).isEqualTo(ErrorKind.INVALID_ARGUMENT);
            }
        }
    }

    @Test
    void prints_control_bytes_as_escapes() {
        assertThat(JsonPrinter.compact(new Json.Str("\u0000\u001b\u007f\n")))
                .isEqualTo("\"\\u0000\\u001b\\u007f\\n\"");
    }

    @Test
    void prints_pretty_text_with_four_spaces() {
        assertThat(JsonPrinter.pretty(object("{\"a\":[1,{}],\"b\":[]}")))
                .isEqualTo("{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": []\n}");
    }

    private static String nested(String open, String inner, String close, int levels) {
        return open.repeat(levels) + inner + close.repeat(levels);
    }

    private static void assertDeep(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(JongException.class)
                .hasMessageContaining("nested deeper than 200");
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
    }

    private static Json parse(String text) {
        return JsonParser.parse(Text.bytes(text));
    }

    private static Json.Obj object(String text) {
        return JsonParser.parseObject(Text.bytes(text));
    }

    private static String text(String text) {
        return ((Json.Str) parse(text)).value();
    }
}
