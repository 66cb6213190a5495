package dev.jong.base.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values for property tests: every kind, any bytes in strings, nested a few levels.
final class RandomJson {
    private final Random random;

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    Json value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new Json.Null();
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2 -> Json.of(random.nextLong());
            case 3 -> new Json.Num(number());
            case 4 -> new Json.Str(text());
            case 5 -> array(depth);
            default -> object(depth);
        };
    }

    private Json array(int depth) {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(depth - 1));
        }
        return new Json.Arr(items);
    }

    private Json object(int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(), value(depth - 1));
        }
        return new Json.Obj(fields);
    }

    private String number() {
        String whole = (random.nextBoolean() ? "-" : "") + random.nextInt(1000);
        String fraction = random.nextBoolean() ? "." + random.nextInt(1000) : "";
        return whole + fraction + (random.nextBoolean() ? "e-" + random.nextInt(9) : "");
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            out.append((char) random.nextInt(256));
        }
        return out.toString();
    }
}
