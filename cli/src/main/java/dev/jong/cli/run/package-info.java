/// The options of `run` and `create`, from words to types: one small class for each form of value. Imports the
/// option tables, `base`, and the request of `service`; reads no file but through [dev.jong.cli.run.Surroundings].
@NullMarked
package dev.jong.cli.run;

import org.jspecify.annotations.NullMarked;
