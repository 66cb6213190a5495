package dev.jong.cli.output.template;

/// A piece of a template.
///
/// @param text for a string its meaning, without quotes and escapes; else as written
/// @param glued whether nothing stands between it and the token before: `.A.B` is one field, `.A .B` are two
record Token(Kind kind, String text, boolean glued) {
    /// What a token is.
    enum Kind {
        /// Text outside of actions.
        TEXT,
        /// `{{`.
        OPEN,
        /// `}}`.
        CLOSE,
        /// A keyword, a function, `true`, `false` or `nil`.
        WORD,
        /// `.Name`, with its dot.
        FIELD,
        /// `.` alone.
        DOT,
        /// `$` or `$name`.
        VARIABLE,
        /// A string in double quotes or back quotes.
        STRING,
        /// A number.
        NUMBER,
        /// `( ) | , = :=`.
        SIGN,
        /// The end of the template.
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
