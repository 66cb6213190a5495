/// The part of Go's text/template that users of container engines write behind `--format`, evaluated over JSON.
@NullMarked
package dev.jong.cli.output.template;

import org.jspecify.annotations.NullMarked;
