package dev.jong.service.container;

/// What a user wants to be done for a container beside running it.
///
/// @param restart `--restart`
/// @param health `--health-*`
public record DutyOptions(RestartPolicy restart, HealthOptions health) {}
