/// The engine's side of the conversation with the front: frames, requests, sessions, the accept loop.
@NullMarked
package dev.jong.cli.engine;

import org.jspecify.annotations.NullMarked;
