package dev.jong.build.dockerfile;

/// A here-document.
///
/// @param word the delimiter without quotes, the name of the file that `COPY` makes of it
/// @param expand whether variables in it are expanded: the delimiter had no quotes
/// @param stripTabs whether leading tabs were taken off (`<<-`); they are off already
/// @param content its lines, each with its end
public record Heredoc(String word, boolean expand, boolean stripTabs, String content) {}
