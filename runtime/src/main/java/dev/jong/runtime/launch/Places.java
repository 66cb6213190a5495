package dev.jong.runtime.launch;

/// Directories of this host that plans name, as byte strings.
///
/// @param layers `STORE/layers`: one directory for each unpacked layer
/// @param volumes `STORE/volumes`: one folder for each volume, with the directory `data`
/// @param container `STORE/containers/ID`: `upper`, `work`, `root`
/// @param mountPoint an empty directory that a launch covers with the root file system, in its own namespace
/// @param state `RUNDIR/HASH/c/ID`: the file with the pid record
/// @param program absolute path of the `jong` program
public record Places(
        String layers,
        String volumes,
        String container,
        String mountPoint,
        String state,
        String program) {}
