package dev.jong.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is to be sent back.
///
/// @param headers lines as `Name: value`; the length is added when it is sent
record Answer(int status, List<String> headers, byte[] body) {
    static Answer of(int status, String... headers) {
        return new Answer(status, List.of(headers), new byte[0]);
    }

    static Answer of(int status, byte[] body, String... headers) {
        return new Answer(status, List.of(headers), body);
    }

    static Answer json(int status, String body) {
        return of(
                status,
                body.getBytes(StandardCharsets.ISO_8859_1),
                "Content-Type: application/json");
    }

    static Answer error(int status, String code) {
        return json(
                status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"as scripted\"}]}");
    }

    Answer header(String line) {
        List<String> more = new ArrayList<>(headers);
        String name = line.substring(0, line.indexOf(':') + 1);
        more.removeIf(old -> old.regionMatches(true, 0, name, 0, name.length()));
        more.add(line);
        return new Answer(status, more, body);
    }

    Answer without(String name) {
        List<String> fewer = new ArrayList<>(headers);
        fewer.removeIf(old -> old.regionMatches(true, 0, name + ":", 0, name.length() + 1));
        return new Answer(status, fewer, body);
    }

    Answer body(byte[] other) {
        return new Answer(status, headers, other);
    }

    Answer status(int other) {
        return new Answer(other, headers, body);
    }
}
