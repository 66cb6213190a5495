package dev.jong.network.firewall;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Names of tables.
final class TableName {
    private static final int LONGEST = 32;

    private TableName() {}

    /// The same name when it cannot be anything else in a script: letters and digits, a letter first. (nft(8) has key
    /// words that are no names, but they make a script fail, not do something else.)
    static String checked(String name) {
        boolean fits = !name.isEmpty() && name.length() <= LONGEST;
        for (int i = 0; fits && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            fits = letter || i > 0 && c >= '0' && c <= '9';
        }
        if (!fits) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot call a table of the firewall \"" + Text.printable(name) + "\"");
        }
        return name;
    }
}
