package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// The options of `ps` that `jong top` knows: `-ef` and its kin, `aux`, and `-o` with names of columns. Which processes
/// are shown is not theirs to say.
final class PsOptions {
    private static final String FULL = "uid,pid,ppid,c,stime,tty,time,cmd";
    private static final String BSD = "user,pid,%cpu,%mem,vsz,rss,tty,stat,start,time,command";

    private PsOptions() {}

    /// @throws JongException UNSUPPORTED for any other option
    static List<PsColumn> parse(List<String> arguments) {
        String wanted = "";
        boolean bsd = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            String letters = word.startsWith("-") ? word.substring(1) : word;
            int o = letters.indexOf('o');
            String flags = o < 0 ? letters : letters.substring(0, o);
            if (!areFlags(flags)) {
                throw unknown(word);
            }
            bsd |= flags.indexOf('u') >= 0;
            if (o >= 0) {
                String list = letters.substring(o + 1);
                if (list.isEmpty() && i + 1 < arguments.size()) {
                    list = arguments.get(++i);
                }
                wanted += (wanted.isEmpty() ? "" : ",") + list;
            }
        }
        return columns(!wanted.isEmpty() ? wanted : bsd ? BSD : FULL);
    }

    private static boolean areFlags(String flags) {
        for (int i = 0; i < flags.length(); i++) {
            if ("eAafuxw".indexOf(flags.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static List<PsColumn> columns(String list) {
        List<PsColumn> columns = new ArrayList<>();
        for (String name : list.split(",")) {
            int equals = name.indexOf('=');
            PsColumn column =
                    PsColumn.of(equals < 0 ? name : name.substring(0, equals))
                            .orElseThrow(() -> unknown(name));
            columns.add(
                    equals < 0
                            ? column
                            : new PsColumn(
                                    Text.printable(name.substring(equals + 1)), column.name()));
        }
        // As Docker shows it, although what it holds is a name.
        if (list.equals(FULL)) {
            columns.set(0, new PsColumn("UID", "user"));
        }
        return columns;
    }

    private static JongException unknown(String word) {
        return JongException.of(
                        ErrorKind.UNSUPPORTED,
                        "the option or column of ps is not known: " + Text.printable(word))
                .hint("use -ef, aux, or -o with names such as pid,user,rss,args");
    }
}
