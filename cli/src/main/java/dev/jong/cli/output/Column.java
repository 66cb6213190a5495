package dev.jong.cli.output;

/// A column of a list.
///
/// @param field the name that templates use, such as `ID`
/// @param header what stands above it, such as `CONTAINER ID`
/// @param shown whether the plain table has it
public record Column(String field, String header, boolean shown) {
    /// A column of the plain table.
    public static Column of(String field, String header) {
        return new Column(field, header, true);
    }

    /// A column that only templates show.
    public static Column onRequest(String field, String header) {
        return new Column(field, header, false);
    }
}
