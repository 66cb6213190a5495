package dev.jong.cli;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// What the front tells an engine at its start (docs/protocol.md).
///
/// @param store absolute path of the store
/// @param runtime absolute path of the engine's runtime directory
/// @param oneShot serve one command and leave
/// @param namespacesRefused errno with which the kernel refused a user namespace, 0 when it did not
record EngineArguments(String store, String runtime, boolean oneShot, int namespacesRefused) {

    static EngineArguments parse(String[] args) {
        String store = "";
        String runtime = "";
        boolean oneShot = false;
        int refused = 0;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--one-shot" -> oneShot = true;
                case "--store" -> store = value(args, ++i);
                case "--run" -> runtime = value(args, ++i);
                case "--no-userns" -> refused = Integer.parseInt(value(args, ++i));
                default ->
                        throw JongException.of(
                                ErrorKind.INTERNAL, "the engine has no option " + args[i]);
            }
        }
        if (store.isEmpty() || runtime.isEmpty()) {
            throw JongException.of(
                    ErrorKind.INTERNAL, "the engine is started by the front: run jong");
        }
        return new EngineArguments(store, runtime, oneShot, refused);
    }

    private static String value(String[] args, int at) {
        if (at >= args.length) {
            throw JongException.of(
                    ErrorKind.INTERNAL, "the last option of the engine has no value");
        }
        return args[at];
    }
}
