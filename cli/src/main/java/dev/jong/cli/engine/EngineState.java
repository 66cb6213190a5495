package dev.jong.cli.engine;

/// What `jong engine status` tells of the process that answers.
///
/// @param pid of the engine
/// @param build of the front that started it
/// @param seconds since it started
/// @param sessions commands in progress, this one included; fronts that look after containers are not counted
/// @param oneShot it serves one command and leaves
public record EngineState(long pid, String build, long seconds, int sessions, boolean oneShot) {}
