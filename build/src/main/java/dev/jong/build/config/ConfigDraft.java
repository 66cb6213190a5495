package dev.jong.build.config;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The `config` object of an image (image-spec, config.md) while instructions change it. Values are expanded already.
/// One thread uses it at a time.
public final class ConfigDraft {
    /// What programs are looked for in where nobody has said anything.
    public static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// No program could be started with more.
    private static final long MOST_ENVIRONMENT = 1 << 20;

    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private final Map<String, Json> fields;
    private boolean ownCommand;

    private ConfigDraft(Json.Obj config) {
        this.fields = new LinkedHashMap<>(config.fields());
    }

    /// One that begins as another config is.
    public static ConfigDraft of(Json.Obj config) {
        return new ConfigDraft(config);
    }

    /// What `FROM scratch` begins with: a search path and `/`, as other builders have it.
    public static ConfigDraft scratch() {
        return new ConfigDraft(
                Json.object().put("Env", Json.of(List.of(PATH))).put("WorkingDir", "/").build());
    }

    /// Gives it the usual search path where nobody has given another.
    public ConfigDraft withPath() {
        if (!environment().containsKey("PATH")) {
            variable("PATH", PATH.substring("PATH=".length()));
        }
        return this;
    }

    /// What it is now.
    public Json.Obj json() {
        return new Json.Obj(fields);
    }

    /// Variables in their order.
    public Map<String, String> environment() {
        Map<String, String> out = new LinkedHashMap<>();
        for (String entry : json().strings("Env")) {
            int equals = entry.indexOf('=');
            out.put(
                    equals < 0 ? entry : entry.substring(0, equals),
                    equals < 0 ? "" : entry.substring(equals + 1));
        }
        return out;
    }

    /// Sets a variable where it stands, or behind the others.
    public void variable(String name, String value) {
        Map<String, String> all = environment();
        all.put(name, value);
        List<String> entries = new ArrayList<>();
        all.forEach((key, text) -> entries.add(key + "=" + text));
        long length = entries.stream().mapToLong(String::length).sum();
        if (length > MOST_ENVIRONMENT) {
            throw JongException.of(
                    ErrorKind.EXHAUSTED, "the variables of the image are longer than 1 MiB");
        }
        fields.put("Env", Json.of(entries));
    }

    /// Takes a variable out.
    public void withoutVariable(String name) {
        Map<String, String> all = environment();
        if (all.remove(name) != null) {
            List<String> entries = new ArrayList<>();
            all.forEach((key, text) -> entries.add(key + "=" + text));
            fields.put("Env", Json.of(entries));
        }
    }

    /// Takes a label out.
    public void withoutLabel(String name) {
        Map<String, Json> labels = new LinkedHashMap<>(json().object("Labels").fields());
        if (labels.remove(name) != null) {
            fields.put("Labels", new Json.Obj(labels));
        }
    }

    /// Sets a label.
    public void label(String name, String value) {
        member("Labels", name, Json.of(value));
    }

    /// Adds a port such as `80/tcp`.
    public void port(String port) {
        member("ExposedPorts", port, Json.EMPTY);
    }

    /// Adds a place that becomes a volume.
    public void volume(String place) {
        member("Volumes", place, Json.EMPTY);
    }

    /// Sets the user.
    public void user(String user) {
        fields.put("User", Json.of(user));
    }

    /// `User`; empty when nobody has said.
    public String user() {
        return json().text("User");
    }

    /// Sets the directory, absolute.
    public void workingDirectory(String path) {
        fields.put("WorkingDir", Json.of(path));
    }

    /// The directory; `/` when nobody has said.
    public String workingDirectory() {
        String known = json().text("WorkingDir");
        return known.isEmpty() ? "/" : known.startsWith("/") ? known : "/" + known;
    }

    /// The shell of commands in shell form.
    public List<String> shell() {
        List<String> own = json().strings("Shell");
        return own.isEmpty() ? SHELL : own;
    }

    /// Sets the shell.
    public void shell(List<String> words) {
        fields.put("Shell", Json.of(words));
    }

    /// Sets the command.
    public void command(List<String> words) {
        fields.put("Cmd", Json.of(words));
        ownCommand = true;
    }

    /// Sets the entry point; a command that is not this stage's own was meant for another one and goes.
    public void entryPoint(List<String> words) {
        fields.put("Entrypoint", Json.of(words));
        if (!ownCommand) {
            fields.remove("Cmd");
        }
    }

    /// Sets the signal that ends it.
    public void stopSignal(String signal) {
        fields.put("StopSignal", Json.of(signal));
    }

    /// Sets the health check.
    public void healthCheck(Json.Obj check) {
        fields.put("Healthcheck", check);
    }

    /// Adds a trigger.
    public void trigger(String text) {
        List<String> all = new ArrayList<>(json().strings("OnBuild"));
        all.add(text);
        fields.put("OnBuild", Json.of(all));
    }

    /// Takes the triggers out; they are carried out once.
    public List<String> takeTriggers() {
        List<String> all = json().strings("OnBuild");
        fields.remove("OnBuild");
        return all;
    }

    private void member(String field, String name, Json value) {
        fields.put(field, json().object(field).with(name, value));
    }
}
