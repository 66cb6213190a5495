/// Files that come from elsewhere: archives on standard input, URLs and git repositories, as contexts and for `ADD`. Knows
/// trees of files, and of the rooms below the store, the registry client's HTTP and programs of the host.
@org.jspecify.annotations.NullMarked
package dev.jong.build.context;
