package dev.jong.cli.output.template;

import java.util.List;

/// The tokens of a template, one after another; the last one, the end, is given for ever.
final class TokenReader {
    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /// Makes the last token the next one again.
    void back() {
        at--;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }
}
