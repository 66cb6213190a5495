package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import java.math.BigDecimal;

/// `eq`, `ne`, `lt`, `le`, `gt` and `ge`. Numbers compare by value, strings by bytes.
final class Comparison {
    /// A JSON number may name an exponent that would take gigabytes to write out.
    private static final int LONGEST_NUMBER = 40;

    private Comparison() {}

    static boolean equal(Json a, Json b) {
        if (a instanceof Json.Num x && b instanceof Json.Num y) {
            return number(x).compareTo(number(y)) == 0;
        }
        if (a instanceof Json.Null || b instanceof Json.Null) {
            return a instanceof Json.Null && b instanceof Json.Null;
        }
        if (a instanceof Json.Arr || a instanceof Json.Obj || a.getClass() != b.getClass()) {
            throw TemplateError.of("error calling eq: incompatible types for comparison");
        }
        return a.equals(b);
    }

    /// Less than zero, zero or more than zero.
    static int order(String function, Json a, Json b) {
        if (a instanceof Json.Num x && b instanceof Json.Num y) {
            return number(x).compareTo(number(y));
        }
        if (a instanceof Json.Str x && b instanceof Json.Str y) {
            return x.value().compareTo(y.value());
        }
        throw TemplateError.of("error calling " + function + ": incompatible types for comparison");
    }

    private static BigDecimal number(Json.Num number) {
        try {
            if (number.literal().length() <= LONGEST_NUMBER) {
                return new BigDecimal(number.literal());
            }
        } catch (NumberFormatException e) {
            throw TemplateError.of("a number is out of range").causedBy(e);
        }
        throw TemplateError.of("a number is out of range");
    }
}
