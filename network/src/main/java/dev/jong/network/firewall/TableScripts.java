package dev.jong.network.firewall;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Scripts for `nft -f -`. Each is one transaction: packets see the rules before it or those after it.
public final class TableScripts {
    private final String table;

    /// @param name of the table in the family inet: letters and digits, a letter first
    public TableScripts(String name) {
        this.table = "inet " + TableName.checked(name);
    }

    /// Makes the table or, where it is there, makes it what it should be. Chains stay and get their rules back in the
    /// same step: a chain that is replaced by another one misses packets now and then.
    ///
    /// @param ports of all containers; of two with the same place on the host the first one counts, because nft(8) would
    ///     refuse everything
    public String whole(List<BridgeNetwork> networks, List<PublishedPort> ports) {
        StringBuilder out = new StringBuilder();
        // What is emptied must be there.
        sets(out);
        out.append("flush table ").append(table).append('\n');
        for (String set : Rules.SETS) {
            String name = set.substring(0, set.indexOf(" {"));
            int word = name.indexOf(' ');
            out.append("flush ").append(name, 0, word).append(' ').append(table);
            out.append(name, word, name.length()).append('\n');
        }
        content(out, networks, ports);
        return out.toString();
    }

    /// Makes the table and throws away what is there under its name. For a table of another version of Jong, where
    /// [#whole] fails.
    ///
    /// @param ports as for [#whole]
    public String anew(List<BridgeNetwork> networks, List<PublishedPort> ports) {
        StringBuilder out = new StringBuilder(nothing());
        sets(out);
        content(out, networks, ports);
        return out.toString();
    }

    /// Adds a network. The table must be there; that the network is there too is no error.
    public String add(BridgeNetwork network) {
        StringBuilder out = new StringBuilder();
        append(out, "add", Element.of(network));
        return out.toString();
    }

    /// Removes a network, and the leave of the networks it reaches to reach it. The table must be there; that the network
    /// is gone already is no error. Published ports stay.
    public String remove(BridgeNetwork network) {
        List<Element> elements = Element.of(network);
        for (String other : network.reaches()) {
            elements.add(Element.talk(other, network.bridge()));
        }
        StringBuilder out = new StringBuilder();
        // What is deleted must be there, each of it.
        append(out, "add", elements);
        append(out, "delete", elements);
        return out.toString();
    }

    /// Removes the table with all that is in it, whether it is there or not.
    public String nothing() {
        return "table " + table + "\ndelete table " + table + "\n";
    }

    private void sets(StringBuilder out) {
        out.append("table ").append(table).append(" {\n");
        for (String set : Rules.SETS) {
            out.append('\t').append(set).append('\n');
        }
        out.append("}\n");
    }

    private void content(
            StringBuilder out, List<BridgeNetwork> networks, List<PublishedPort> ports) {
        out.append("table ").append(table).append(" {\n").append(Rules.CHAINS).append("}\n");
        List<Element> elements = new ArrayList<>();
        for (BridgeNetwork network : networks) {
            elements.addAll(Element.of(network));
        }
        for (PublishedPort port : ports) {
            elements.add(Element.of(port));
        }
        append(out, "add", elements);
    }

    /// One line for each set: nft(8) reads thousands of short ones slowly.
    private void append(StringBuilder out, String verb, List<Element> elements) {
        Map<String, StringBuilder> sets = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (Element element : elements) {
            if (!known.add(element.set() + ' ' + element.key())) {
                continue;
            }
            StringBuilder line = sets.get(element.set());
            if (line == null) {
                line = new StringBuilder();
                sets.put(element.set(), line);
            }
            line.append(line.isEmpty() ? "" : ", ").append(element.key()).append(element.value());
        }
        for (Map.Entry<String, StringBuilder> set : sets.entrySet()) {
            out.append(verb).append(" element ").append(table).append(' ').append(set.getKey());
            out.append(" { ").append(set.getValue()).append(" }\n");
        }
    }
}
