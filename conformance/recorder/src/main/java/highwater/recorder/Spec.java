package highwater.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A mapping read from a scenario file, with the few accessors the recorder needs. */
@SuppressWarnings("unchecked")
record Spec(Map<String, Object> map) {

    static Spec of(Object value) {
        return new Spec(value == null ? Map.of() : (Map<String, Object>) value);
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    String text(String key) {
        Object value = map.get(key);
        if (value == null) throw new IllegalArgumentException("missing `" + key + "` in " + map);
        return value.toString();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    int number(String key, int otherwise) {
        return has(key) ? Integer.parseInt(text(key)) : otherwise;
    }

    boolean flag(String key) {
        return has(key) && Boolean.parseBoolean(text(key));
    }

    List<Object> list(String key) {
        return has(key) ? (List<Object>) map.get(key) : List.of();
    }

    List<Spec> specs(String key) {
        return list(key).stream().map(Spec::of).toList();
    }

    List<String> texts(String key) {
        return list(key).stream().map(Object::toString).toList();
    }

    Spec spec(String key) {
        return of(map.get(key));
    }

    /** A mapping of names to values, as Kafka takes its configs. */
    Map<String, String> config(String key) {
        Map<String, String> config = new LinkedHashMap<>();
        spec(key).map().forEach((name, value) -> config.put(name, value.toString()));
        return config;
    }

    /** A list of lists of node ids: a placement or a reassignment target. */
    static List<Integer> ids(Object list) {
        return ((List<Object>) list).stream().map(id -> Integer.parseInt(id.toString())).collect(Collectors.toCollection(ArrayList::new));
    }

    long millis(String key, String otherwise) {
        return millis(text(key, otherwise));
    }

    /** `5s`, `250ms`, `2us`, `1m`: the durations of the scenario format, in milliseconds. */
    static long millis(String duration) {
        if (duration.endsWith("ms")) return Long.parseLong(duration.substring(0, duration.length() - 2));
        if (duration.endsWith("us")) return Long.parseLong(duration.substring(0, duration.length() - 2)) / 1000;
        double amount = Double.parseDouble(duration.substring(0, duration.length() - 1));
        return switch (duration.charAt(duration.length() - 1)) {
            case 's' -> Math.round(amount * 1000);
            case 'm' -> Math.round(amount * 60_000);
            case 'h' -> Math.round(amount * 3_600_000);
            default -> throw new IllegalArgumentException("not a duration: " + duration);
        };
    }
}
