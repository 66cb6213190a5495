package dev.jong.cli.output.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTemplateTest {
    private static final Json DATA =
            json(
                    """
                    {"Name": "web", "Size": 42, "Running": true, "Off": false, "Nothing": null, "Empty": "",
                     "State": {"Status": "running", "Health": {"Status": "healthy"}},
                     "Env": ["A=1", "B=2"], "None": [],
                     "Labels": {"z": "last", "a.b/c": "first"},
                     "Ports": {"80/tcp": [{"HostPort": "8080"}], "443/tcp": null},
                     "Mounts": [{"Type": "bind", "Source": "/a"}, {"Type": "volume", "Source": "/b"}]}
                    """);

    private static Json json(String text) {
        return JsonParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String render(String template) {
        return GoTemplate.parse(template).render(DATA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\u00a7',
            value = {
                "plain text # plain text",
                "{{.Name}} # web",
                "{{ .Size }}/{{.Running}} # 42/true",
                "{{.State.Health.Status}} # healthy",
                "{{.Missing}} # <no value>",
                "{{.Missing.Deeper}} # <no value>",
                "{{.Nothing}} # <no value>",
                "{{.Env}} # [A=1 B=2]",
                "{{.Labels}} # map[a.b/c:first z:last]",
                "{{.Ports}} # map[443/tcp:<nil> 80/tcp:[map[HostPort:8080]]]",
                "{{json .State}} # {\"Status\":\"running\",\"Health\":{\"Status\":\"healthy\"}}",
                "{{.Env | json}} # [\"A=1\",\"B=2\"]",
                "{{json .Missing}} # null",
                "{{$.Name}} # web",
                "{{$x := .Name}}{{$x}}-{{$x}} # web-web",
                "{{$x := 1}}{{$x = 2}}{{$x}} # 2",
                "{{/* nothing */}}x # x",
                "a {{- .Size -}} b # a42b",
                "{{.Size}}{{- \" \" -}}{{.Name}} # 42 web",
                "{{\"a\\tb\"}}{{`c\\t`}} # a\tbc\\t"
            })
    void values_are_printed_as_go_prints_them(String template, String text) {
        assertThat(render(template)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\u00a7',
            value = {
                "{{if .Running}}up{{else}}down{{end}} # up",
                "{{if .Off}}up{{else}}down{{end}} # down",
                "{{if .Empty}}a{{else if .None}}b{{else if .Size}}c{{else}}d{{end}} # c",
                "{{if $s := .State}}{{$s.Status}}{{end}} # running",
                "{{with .State}}{{.Status}} of {{$.Name}}{{end}} # running of web",
                "{{with .Missing}}x{{else}}none{{end}} # none",
                "{{range .Env}}<{{.}}>{{end}} # <A=1><B=2>",
                "{{range $i, $e := .Env}}{{$i}}{{$e}};{{end}} # 0A=1;1B=2;",
                "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}} # a.b/c=first;z=last;",
                "{{range .None}}x{{else}}none{{end}} # none",
                "{{range .Missing}}x{{end}}ok # ok",
                "{{range .Mounts}}{{if eq .Type \"bind\"}}{{.Source}}{{end}}{{end}} # /a",
                "{{range $p, $c := .Ports}}{{$p}}->{{range $c}}{{.HostPort}}{{end}};{{end}} # 443/tcp->;80/tcp->8080;"
            })
    void branches_and_loops_follow_the_data(String template, String text) {
        assertThat(render(template)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\u00a7',
            value = {
                "{{index .Env 1}} # B=2",
                "{{index .Labels \"a.b/c\"}} # first",
                "{{index .Labels \"nope\"}} # <no value>",
                "{{(index (index .Ports \"80/tcp\") 0).HostPort}} # 8080",
                "{{index .Ports \"80/tcp\" 0 | json}} # {\"HostPort\":\"8080\"}",
                "{{.Labels \"z\"}} # last",
                "{{len .Env}} {{len .Name}} {{.Labels | len}} # 2 3 2",
                "{{join .Env \", \"}} # A=1, B=2",
                "{{join .None \",\"}}{{join .Missing \",\"}}. # .",
                "{{split \"a:b:c\" \":\"}} {{len (split \"\" \":\")}} # [a b c] 1",
                "{{split \"abc\" \"\"}} # [a b c]",
                "{{lower \"ABC\"}} {{upper .Name}} {{title \"hello wORLD\"}} # abc WEB Hello WORLD",
                "{{truncate \"abcdef\" 3}} {{truncate .Name 9}} # abc web",
                "[{{pad .Name 1 2}}][{{pad \"\" 1 2}}] # [ web  ][]",
                "{{print 1 2 \"a\" \"b\" 3}} # 1 2ab3",
                "{{printf \"%s is %d%% %q\" .Name .Size .Name}} # web is 42% \"web\"",
                "{{printf \"[%5s] [%-5s]\" .Name .Name}} # [  web] [web  ]",
                "{{eq .Size 42}} {{ne .Name \"web\"}} {{eq .Name \"a\" \"web\"}} {{eq 1 1.0}} # true false true true",
                "{{lt 2 10}} {{ge \"b\" \"a\"}} {{gt 1 1}} {{le 1 1}} # true true false true",
                "{{and .Name .Empty .Missing.X}}|{{or .Empty .Name}}|{{not .Off}} # |web|true",
                "{{eq .Nothing nil}} {{eq .Name nil}} # true false",
                "{{.Name | printf \"%s-%s\" \"a\" | upper}} # A-WEB"
            })
    void functions_do_what_users_know_them_for(String template, String text) {
        assertThat(render(template)).isEqualTo(text);
    }

    @Test
    void println_ends_a_line() {
        assertThat(render("{{range .Env}}{{println .}}{{end}}")).isEqualTo("A=1\nB=2\n");
        assertThat(render("{{println .Name 1 true}}")).isEqualTo("web 1 true\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '\u00a7',
            value = {
                "{{.Name # unclosed action",
                "{{foo}} # function \"foo\" not defined",
                "{{if}}x{{end}} # missing value for if",
                "{{}} # missing value for command",
                "{{range .Env}} # unexpected EOF",
                "{{end}} # unexpected {{end}}",
                "{{else}} # unexpected {{else}}",
                "{{if .A}}{{else}}{{else}}{{end}} # unexpected {{else}}",
                "{{$x}} # undefined variable \"$x\"",
                "{{$x = 1}} # undefined variable \"$x\"",
                "{{if $y := 1}}{{end}}{{$y}} # undefined variable \"$y\"",
                "{{range $a, $b, $c := .Env}}{{end}} # too many declarations",
                "{{\"abc}} # unterminated quoted string",
                "{{\"\\z\"}} # unknown escape",
                "{{(.Name}} # unclosed left paren",
                "{{.Name)}} # unexpected \")\"",
                "{{/* x}} # unclosed comment",
                "{{template \"x\"}} # is not supported",
                "{{1.2.3}} # bad number",
                "{{!}} # unexpected character",
                "{{.Name.X}} # can't evaluate field X in a string",
                "{{\"x\" 1}} # can't give argument to non-function",
                "{{index .Env 9}} # index out of range: 9",
                "{{index .Env \"a\"}} # whole number",
                "{{index .Nothing \"a\"}} # untyped nil",
                "{{len .Size}} # len of a number",
                "{{len}} # wrong number of args for len: want 1 got 0",
                "{{join .Name \",\"}} # expected a list",
                "{{eq .Name 1}} # incompatible types",
                "{{lt .Name 1}} # incompatible types",
                "{{range .Size}}{{end}} # range can't iterate over a number",
                "{{printf \"%z\" 1}} # unknown verb",
                "{{printf \"%s\"}} # missing argument",
                "{{printf \"%99999s\" 1}} # too wide",
                "{{pad .Name 1 99999999}} # from 0 to 10000"
            })
    void mistakes_are_explained(String template, String why) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(JongException.class)
                .hasMessageStartingWith("template parsing error: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{.Evil}}",
                "{{println .Evil}}",
                "{{printf \"%s\" .Evil}}",
                "{{join .List \",\"}}",
                "{{.List}}",
                "{{upper .Evil}}",
                "{{range $k, $v := .Map}}{{$k}}{{end}}",
                "{{json .}}",
                "{{index .List 0}}",
                "{{pad .Evil 1 1}}",
                "{{.Map}}",
                "{{truncate .Evil 9}}",
                "{{split .Evil \"x\"}}",
                "{{with .Evil}}{{.}}{{end}}",
                "{{$x := .Evil}}{{$x}}",
                "{{print .Evil}}",
                "{{title .Evil}}",
                "{{or .Evil 1}}",
                "{{printf \"%q\" .Evil}}",
                "{{printf .Evil}}",
                "{{join .Clean .Evil}}"
            })
    void O01_control_bytes_of_the_data_do_not_reach_the_terminal(String template) {
        Json data =
                json(
                        "{\"Evil\": \"\\u001b]52;c;\\u0007\\u009b2J\", \"List\": [\"\\u001b[2J\"], "
                                + "\"Clean\": [\"a\", \"b\"],"
                                + " \"Map\": {\"\\u001b[2J\": \"x\"}}");

        assertThat(GoTemplate.parse(template).render(data))
                .doesNotContain("\u001b", "\u0007", "\u00c2\u009b");
    }

    @Test
    void control_characters_of_the_template_are_the_users_own() {
        assertThat(render("{{\"a\\nb\"}}\t{{join .Env \"\\n\"}}{{printf \"%s\\n\" .Name}}"))
                .isEqualTo("a\nb\tA=1\nB=2web\n");
    }

    @Test
    void deep_and_long_templates_are_refused_instead_of_exhausting_the_stack() {
        for (String template :
                new String[] {
                    "{{" + "(".repeat(100_000) + "}}",
                    "{{if 1}}".repeat(100_000),
                    "{{." + "a.".repeat(100_000) + "a}}",
                    "{{.Name" + "|print".repeat(100_000) + "}}"
                }) {
            assertThatThrownBy(() -> render(template)).isInstanceOf(JongException.class);
        }
    }

    @Test
    void random_templates_end_in_text_or_in_one_error() {
        String[] words = {
            "{{",
            "}}",
            " ",
            ".",
            ".Name",
            "$",
            "$x",
            ":=",
            "=",
            "|",
            "(",
            ")",
            "\"a\"",
            "1",
            "if ",
            "range ",
            "with ",
            "else",
            "end",
            "index ",
            "len ",
            "json ",
            "join ",
            "printf ",
            "and ",
            "eq ",
            ".Env",
            "{{end}}",
            "-",
            "nil ",
            "true ",
            "{{range .Env}}",
            "{{else}}",
            "/*",
            "*/",
            ",",
            "`",
            "\\",
            "\u00ff"
        };
        Random random = new Random(1);
        for (int i = 0; i < 30_000; i++) {
            StringBuilder template = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) {
                template.append(words[random.nextInt(words.length)]);
            }
            try {
                render(template.toString());
            } catch (JongException e) {
                assertThat(e.hint()).isNotEmpty();
            } catch (RuntimeException e) {
                fail("exception of " + template, e);
            }
        }
    }
}
