package dev.jong.build.dockerfile;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Expands variables (to a megabyte at most, or 16 in documents), and takes off quotes and escapes, as Dockerfile instructions have it: `$v ${v} ${v:-w} ${v-w}
/// ${v:+w} ${v+w} ${v:?e} ${v?e} ${v#p} ${v##p} ${v%p} ${v%%p} ${v/p/r} ${v//p/r}`. Text is byte strings. For one
/// thread.
public final class Expansion {
    private static final long WORD = 1 << 20;
    private static final long DOCUMENT = 16 << 20;

    private final char escape;
    private final Variables variables;
    private final Set<String> unset = new LinkedHashSet<>();

    /// @param escape the file's escape character, [Dockerfile#escape]
    public Expansion(char escape, Variables variables) {
        this.escape = escape;
        this.variables = variables;
    }

    /// What variables hold.
    @FunctionalInterface
    public interface Variables {
        /// A variable's value; empty when it is not set.
        Optional<String> value(String name);
    }

    /// Expands one word, whatever white space is in it.
    ///
    /// @throws JongException INVALID_ARGUMENT without a place: see [Located#wrap]
    public String word(String raw) {
        return new ReadWord(this, raw, escape, true).all(WORD).text();
    }

    /// Expands, and splits at white space outside of quotes, that of variables' values as well. Empty words go.
    ///
    /// @throws JongException as [#word]
    public List<String> words(String raw) {
        return new ReadWord(this, raw, escape, true).all(WORD).words();
    }

    /// Expands the content of a here-document: quotes stay, a backslash escapes whatever the file says.
    ///
    /// @throws JongException as [#word]
    public String document(String raw) {
        return new ReadWord(this, raw, '\\', false).all(DOCUMENT).text();
    }

    /// Names that were asked for, without another value given for the case, and are not set.
    public Set<String> unset() {
        return Set.copyOf(unset);
    }

    Optional<String> value(String name) {
        return variables.value(name);
    }

    Optional<String> wanted(String name) {
        Optional<String> value = variables.value(name);
        if (value.isEmpty() && isName(name)) {
            unset.add(name);
        }
        return value;
    }

    private static boolean isName(String name) {
        char c = name.isEmpty() ? '0' : name.charAt(0);
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }

    static String shown(String text) {
        return Text.printable(text.length() > 80 ? text.substring(0, 80) + "..." : text);
    }
}
