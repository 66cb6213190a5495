package dev.jong.base.json;

import dev.jong.base.Text;
import java.util.Iterator;
import java.util.Map;

/// Writes JSON. Compact output is canonical in that the same value always gives the same bytes.
public final class JsonPrinter {
    private final StringBuilder out = new StringBuilder();
    private final String step;

    private JsonPrinter(String step) {
        this.step = step;
    }

    /// One line without spaces.
    public static String compact(Json value) {
        JsonPrinter printer = new JsonPrinter("");
        printer.value(value, "");
        return printer.out.toString();
    }

    /// Indented by four spaces, as the tools of this field print it; ends without a newline.
    public static String pretty(Json value) {
        JsonPrinter printer = new JsonPrinter("    ");
        printer.value(value, "\n");
        return printer.out.toString();
    }

    /// The bytes of the compact form.
    public static byte[] bytes(Json value) {
        return Text.bytes(compact(value));
    }

    private void value(Json value, String indent) {
        switch (value) {
            case Json.Null n -> out.append("null");
            case Json.Bool b -> out.append(b.value());
            case Json.Num n -> out.append(n.literal());
            case Json.Str s -> string(s.value());
            case Json.Arr a -> array(a, indent);
            case Json.Obj o -> object(o, indent);
        }
    }

    private void array(Json.Arr array, String indent) {
        if (array.items().isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = step.isEmpty() ? "" : indent + step;
        out.append('[');
        for (Iterator<Json> items = array.items().iterator(); items.hasNext(); ) {
            out.append(inner);
            value(items.next(), inner);
            out.append(items.hasNext() ? "," : "");
        }
        out.append(indent).append(']');
    }

    private void object(Json.Obj object, String indent) {
        if (object.fields().isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = step.isEmpty() ? "" : indent + step;
        out.append('{');
        for (Iterator<Map.Entry<String, Json>> all = object.fields().entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<String, Json> field = all.next();
            out.append(inner);
            string(field.getKey());
            out.append(step.isEmpty() ? ":" : ": ");
            value(field.getValue(), inner);
            out.append(all.hasNext() ? "," : "");
        }
        out.append(indent).append('}');
    }

    private void string(String text) {
        out.append('"');
        // Plain text is copied in one piece: a cold JVM interprets this, and a filter has thousands
        // of digits.
        byte[] bytes = Text.bytes(text);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20 || b == '"' || b == '\\' || b == 0x7f) {
                out.append(text, from, i);
                escaped(b);
                from = i + 1;
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    private void escaped(byte b) {
        switch (b) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(b < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(b));
        }
    }
}
