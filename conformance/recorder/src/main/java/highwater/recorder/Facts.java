package highwater.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What one take observed, and how several takes become one recording. */
final class Facts {
    private static final int LONGEST_VARYING = 6_000;

    enum Kind { EXACT, ORDERED, WINDOW }

    record Fact(Kind kind, Object value) {}

    private final Map<String, Fact> facts = new LinkedHashMap<>();

    /** A value that Kafka fixes: offsets, epochs, sets, error codes, names and sizes of files. */
    synchronized void exact(String id, Object value) {
        facts.put(id, new Fact(Kind.EXACT, value));
    }

    /** A sequence whose order is what is claimed, not its moments. */
    synchronized void ordered(String id, List<?> value) {
        facts.put(id, new Fact(Kind.ORDERED, value));
    }

    /** A number that hangs on a timer or on the machine. */
    synchronized void window(String id, Number value) {
        facts.put(id, new Fact(Kind.WINDOW, value));
    }

    /** The facts all takes agree on as they are, numbers of windows as [min, max], the rest as varying. */
    static Map<String, Object> merge(List<Facts> takes, List<Map<String, String>> leftOut) {
        Set<String> ids = new LinkedHashSet<>();
        takes.forEach(take -> ids.addAll(take.facts.keySet()));
        Map<String, Object> exact = new LinkedHashMap<>();
        Map<String, Object> ordered = new LinkedHashMap<>();
        Map<String, Object> windowed = new LinkedHashMap<>();
        Map<String, Object> varying = new LinkedHashMap<>();
        List<Map<String, String>> omitted = new ArrayList<>(leftOut);
        for (String id : ids) {
            List<Fact> found = takes.stream().map(take -> take.facts.get(id)).toList();
            if (found.stream().anyMatch(Objects::isNull)) {
                varying.put(id, found.stream().map(fact -> fact == null ? "absent" : fact.value()).toList());
                continue;
            }
            Kind kind = found.get(0).kind();
            List<Object> values = found.stream().map(Fact::value).toList();
            if (kind == Kind.WINDOW) {
                List<Number> numbers = values.stream().map(value -> (Number) value).toList();
                windowed.put(id, List.of(
                    numbers.stream().mapToLong(Number::longValue).min().getAsLong(),
                    numbers.stream().mapToLong(Number::longValue).max().getAsLong()));
            } else if (values.stream().map(Json::write).distinct().count() == 1) {
                (kind == Kind.EXACT ? exact : ordered).put(id, values.get(0));
            } else if (Json.write(values).length() > LONGEST_VARYING) {
                omitted.add(new TreeMap<>(Map.of("what", id, "why", "differs between takes and is long")));
            } else {
                varying.put(id, values);
            }
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("exact", exact.size());
        counts.put("ordered", ordered.size());
        counts.put("windowed", windowed.size());
        counts.put("varying", varying.size());
        counts.put("leftOut", omitted.size());
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put("counts", counts);
        merged.put("exact", exact);
        merged.put("ordered", ordered);
        merged.put("windowed", windowed);
        merged.put("varying", varying);
        merged.put("leftOut", omitted);
        return merged;
    }
}
