package dev.jong.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
    private static final ListFormat FORMAT =
            new ListFormat(
                    List.of(
                            Column.of("ID", "CONTAINER ID"),
                            Column.of("Names", "NAMES"),
                            Column.onRequest("Size", "SIZE")));

    private static Json.Obj row(String id, String name) {
        return Json.object().put("ID", id).put("Names", name).put("Size", "1MB").build();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0B",
        "1,1B",
        "999,999B",
        "1000,1kB",
        "4500,4.5kB",
        "1234567,1.23MB",
        "12345678,12.3MB",
        "123456789,123MB",
        "999900,1MB",
        "999400,999kB",
        "1000000000,1GB",
        "9223372036854775807,9.22EB"
    })
    void a_size_has_three_digits_and_a_unit_of_1000(long bytes, String text) {
        assertThat(HumanSize.of(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S,Less than a second",
        "PT0.9S,Less than a second",
        "PT1S,1 second",
        "PT59S,59 seconds",
        "PT60S,About a minute",
        "PT2M,2 minutes",
        "PT59M,59 minutes",
        "PT60M,About an hour",
        "PT89M,About an hour",
        "PT90M,2 hours",
        "PT47H,47 hours",
        "PT48H,2 days",
        "P13D,13 days",
        "P14D,2 weeks",
        "P59D,8 weeks",
        "P60D,2 months",
        "P729D,24 months",
        "P730D,2 years"
    })
    void a_duration_has_one_unit(String duration, String text) {
        assertThat(HumanDuration.of(Duration.parse(duration))).isEqualTo(text);
    }

    @Test
    void a_moment_is_so_long_ago() {
        Instant now = Instant.parse("2026-01-01T12:00:00Z");

        assertThat(HumanDuration.since(now.minusSeconds(7200), now)).isEqualTo("2 hours ago");
    }

    @Test
    void ids_are_cut_to_twelve_digits() {
        assertThat(Ids.shortened("0123456789abcdef")).isEqualTo("0123456789ab");
        assertThat(Ids.shortened("sha256:0123456789abcdef")).isEqualTo("0123456789ab");
        assertThat(Ids.shortened("abc")).isEqualTo("abc");
    }

    @Test
    void columns_are_at_least_ten_wide_with_three_spaces_between() {
        Table table = new Table();
        table.row(List.of("ID", "NAMES", "STATUS"));
        table.row(List.of("0123456789ab", Text.utf8("caf\u00e9-1234"), "Up"));

        assertThat(table.print())
                .isEqualTo(
                        "ID             NAMES       STATUS\n"
                                + Text.utf8("0123456789ab   caf\u00e9-1234   Up\n"));
    }

    @Test
    void text_is_cut_between_characters() {
        assertThat(Width.cut(Text.utf8("\u00e9\u00e9\u00e9"), 3))
                .isEqualTo(Text.utf8("\u00e9\u00e9\u00e9"));
        assertThat(Width.cut(Text.utf8("\u00e9\u00e9\u00e9\u00e9"), 3))
                .isEqualTo(Text.utf8("\u00e9\u00e9\u2026"));
    }

    @Test
    void a_list_is_a_table_with_a_header() {
        assertThat(FORMAT.print(List.of(row("a1", "web")), ""))
                .isEqualTo("CONTAINER ID   NAMES\na1             web\n")
                .isEqualTo(FORMAT.print(List.of(row("a1", "web")), "table"));
        assertThat(FORMAT.print(List.of(), "")).isEqualTo("CONTAINER ID   NAMES\n");
    }

    @Test
    void a_table_of_a_template_takes_its_header_from_the_columns() {
        assertThat(FORMAT.print(List.of(row("a1", "web")), "table {{.Names}}\\t{{.Size}}"))
                .isEqualTo("NAMES     SIZE\nweb       1MB\n");
    }

    @Test
    void a_template_is_printed_once_for_each_row() {
        assertThat(FORMAT.print(List.of(row("a1", "web"), row("b2", "db")), "{{.ID}}\\t{{.Names}}"))
                .isEqualTo("a1\tweb\nb2\tdb\n");
        assertThat(FORMAT.print(List.of(), "{{.ID}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{{.Nope}}",
        "table {{.ID}}\\t{{.Nope}}",
        "{{if .Nope}}x{{end}}",
        "{{with .ID}}{{$.Nope}}{{end}}",
        "{{.Nope.Deeper}}",
        "{{json .Nope}}"
    })
    void a_field_that_rows_do_not_have_is_an_error(String format) {
        assertThatThrownBy(() -> FORMAT.print(List.of(row("a1", "web")), format))
                .hasMessage(
                        "template parsing error: can't evaluate field Nope in a row of this list")
                .asInstanceOf(type(JongException.class))
                .satisfies(error -> {
                    assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                    assertThat(error.hint()).isEqualTo("its fields are ID, Names, Size");
                });
    }

    @Test
    void the_whole_row_and_entries_of_objects_in_it_may_be_asked_for() {
        Json.Obj row = Json.object().put("Labels", Json.object().put("a", "b").build()).build();
        assertThat(FORMAT.print(List.of(row), "{{json .}} {{index .Labels \"nope\"}}"))
                .isEqualTo("{\"Labels\":{\"a\":\"b\"}} <no value>\n");
    }

    @Test
    void json_is_one_object_on_each_line() {
        assertThat(FORMAT.print(List.of(row("a1", "web")), "json"))
                .isEqualTo("{\"ID\":\"a1\",\"Names\":\"web\",\"Size\":\"1MB\"}\n");
    }

    @Test
    void objects_are_an_indented_array_one_line_or_a_template_for_each() {
        List<Json> objects = List.of(row("a", "x"), row("b", "y"));

        assertThat(ObjectFormat.print(objects, ""))
                .startsWith("[\n    {\n        \"ID\": \"a\",")
                .endsWith("]\n");
        assertThat(ObjectFormat.print(objects, "json"))
                .startsWith("[{\"ID\":\"a\"")
                .endsWith("}]\n");
        assertThat(ObjectFormat.print(objects, "{{.ID}}")).isEqualTo("a\nb\n");
        assertThatThrownBy(() -> ObjectFormat.print(objects, "{{"))
                .hasMessageContaining("template parsing error");
    }

    @Test
    void O01_a_table_shows_control_bytes_as_escapes() {
        assertThat(FORMAT.print(List.of(row("a", "\u001b[2J")), ""))
                .contains("\\x1b[2J")
                .doesNotContain("\u001b");
    }

    @Test
    void O01_json_stays_the_same_document_and_harmless() {
        Json evil = Json.of("\u001b\u0007" + Text.utf8("\u009b\u202e\u00e9\u20ac\ud83d\ude00"));
        String printed = PrintedJson.compact(evil);

        assertThat(printed)
                .isEqualTo(
                        "\"\\u001b\\u0007\\u009b\\u202e"
                                + Text.utf8("\u00e9\u20ac\ud83d\ude00")
                                + "\"");
        assertThat(JsonParser.parse(Text.bytes(printed))).isEqualTo(evil);
    }

    @Test
    void bytes_that_are_no_utf8_become_the_replacement_character_in_json() {
        assertThat(PrintedJson.compact(Json.of("a\u00ff\u00c3b\u00c0\u0080\u00ed\u00a0\u0080")))
                .isEqualTo("\"a\\ufffd\\ufffdb" + "\\ufffd".repeat(5) + "\"");
    }
}
