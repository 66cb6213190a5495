package dev.jong.build.layer;

import dev.jong.build.files.FileTree;
import java.time.Instant;
import java.util.List;

/// What a `COPY` or `ADD` is to do.
///
/// @param destination the files of the stage so far
/// @param path where to, absolute; with a slash at its end it is a directory
/// @param chown `USER[:GROUP]`, names or numbers; empty keeps owners
/// @param chmod octal or symbolic; empty keeps modes
/// @param link whether the destination is not looked at: no link in it is followed, and parents are made anew
/// @param unpack whether files of trees that are archives are unpacked
/// @param epoch the build's time
/// @param exactTimes whether everything gets that time; else only what is younger
public record CopyTask(
        FileTree destination,
        String path,
        List<CopySource> sources,
        String chown,
        String chmod,
        boolean link,
        boolean unpack,
        Instant epoch,
        boolean exactTimes) {
    public CopyTask {
        sources = List.copyOf(sources);
    }
}
