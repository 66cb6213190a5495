package dev.jong.service.container;

import dev.jong.base.json.Json;

/// `--restart`: whether a container that has ended is started again, as Docker's `RestartPolicy` holds it.
///
/// @param name `no`, `on-failure`, `always` or `unless-stopped`
/// @param most how often `on-failure` tries; 0 for as often as it takes
public record RestartPolicy(String name, long most) {
    /// The field of the settings; absent where there is no policy.
    public static final String FIELD = "RestartPolicy";

    /// Ended is ended.
    public static final RestartPolicy NO = new RestartPolicy("no", 0);

    /// That of a container by its settings.
    public static RestartPolicy of(Json.Obj settings) {
        Json.Obj json = settings.object(FIELD);
        return json.text("Name").isEmpty()
                ? NO
                : new RestartPolicy(json.text("Name"), json.number("MaximumRetryCount").orElse(0L));
    }

    /// Whether there is one.
    public boolean isSet() {
        return !name.equals("no");
    }

    /// Whether the container is to be started again now that it has ended, unless somebody stopped it.
    ///
    /// @param restarts how often that was done since somebody started it
    public boolean wants(int exitCode, long restarts) {
        return switch (name) {
            case "always", "unless-stopped" -> true;
            case "on-failure" -> exitCode != 0 && (most == 0 || restarts < most);
            default -> false;
        };
    }

    /// Whether it is to run after a boot.
    ///
    /// @param stopped somebody stopped it before
    /// @param exitCode of its last run; 255 when the host went down
    public boolean wantsAtBoot(boolean stopped, int exitCode, long restarts) {
        return name.equals("always") || !stopped && wants(exitCode, restarts);
    }

    /// As Docker writes it.
    public Json.Obj json() {
        return Json.object().put("Name", name).put("MaximumRetryCount", most).build();
    }
}
