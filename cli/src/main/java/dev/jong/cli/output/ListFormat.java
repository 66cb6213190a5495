package dev.jong.cli.output;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.output.template.GoTemplate;
import java.util.ArrayList;
import java.util.List;

/// `--format` of commands that list things: `table`, `table TEMPLATE`, `json`, or a template for each row.
public final class ListFormat {
    private static final String TABLE = "table";

    private final List<Column> columns;
    private final boolean headings;

    /// The format of a list with these columns, in the order of the plain table.
    public ListFormat(List<Column> columns) {
        this(columns, true);
    }

    /// The same, without a line of headings above its tables if they are not wanted.
    public ListFormat(List<Column> columns, boolean headings) {
        this.columns = List.copyOf(columns);
        this.headings = headings;
    }

    /// What is printed for some rows; every line has a newline.
    ///
    /// @param rows one object for each, with the fields that the columns name
    /// @param format as typed; empty for the plain table
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a template that can't be read, or that asks for a
    ///     field that rows do not have
    public String print(List<Json.Obj> rows, String format) {
        if (format.isEmpty() || format.equals(TABLE)) {
            return plain(rows);
        }
        if (format.equals("json")) {
            StringBuilder out = new StringBuilder();
            for (Json.Obj row : rows) {
                out.append(PrintedJson.compact(row)).append('\n');
            }
            return out.toString();
        }
        boolean table = format.startsWith(TABLE + " ");
        String template = escapes(table ? format.substring(TABLE.length() + 1).strip() : format);
        return table
                ? table(rows, GoTemplate.parse(template))
                : lines(rows, GoTemplate.parse(template));
    }

    private String plain(List<Json.Obj> rows) {
        Table table = new Table();
        List<String> headers = new ArrayList<>();
        for (Column column : columns) {
            if (column.shown()) {
                headers.add(column.header());
            }
        }
        if (headings) {
            table.row(headers);
        }
        for (Json.Obj row : rows) {
            List<String> cells = new ArrayList<>();
            for (Column column : columns) {
                if (column.shown()) {
                    cells.add(cell(row, column));
                }
            }
            table.row(cells);
        }
        return table.print();
    }

    private static String cell(Json.Obj row, Column column) {
        return row.fields().get(column.field()) instanceof Json.Str text
                ? Text.printable(text.value())
                : "";
    }

    private String table(List<Json.Obj> rows, GoTemplate template) {
        Json.ObjectBuilder headers = Json.object();
        for (Column column : columns) {
            headers.put(column.field(), column.header());
        }
        Table table = new Table();
        // Also when it is not shown: it refuses a field that the list does not have.
        List<String> head = cells(template.renderRow(headers.build()));
        if (headings) {
            table.row(head);
        }
        for (Json.Obj row : rows) {
            table.row(cells(template.renderRow(row)));
        }
        return table.print();
    }

    private static List<String> cells(String line) {
        return List.of(line.split("\t", -1));
    }

    private static String lines(List<Json.Obj> rows, GoTemplate template) {
        StringBuilder out = new StringBuilder();
        for (Json.Obj row : rows) {
            out.append(template.renderRow(row)).append('\n');
        }
        return out.toString();
    }

    /// Shells hand `\t` and `\n` over as two characters; users mean one.
    private static String escapes(String format) {
        return format.replace("\\t", "\t").replace("\\n", "\n");
    }
}
