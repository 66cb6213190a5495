package dev.jong.cli.output.template;

import java.util.List;

/// A value and the variables that are set to it.
///
/// @param variables none, one, or in a range two, with their `$`
/// @param declares whether they are new (`:=`)
record Pipeline(List<String> variables, boolean declares, Expression value) {}
