package highwater.recorder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** JSON in and out; recordings keep short values on one line, so that a diff of two recordings reads well. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LINE = 150;

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            @SuppressWarnings("unchecked")
            Map<String, Object> map = MAPPER.readValue(json, Map.class);
            return map;
        } catch (Exception e) {
            throw new IllegalStateException("not JSON: " + json, e);
        }
    }

    static String pretty(Object value) {
        StringBuilder out = new StringBuilder();
        pretty(value, "", out);
        return out.append('\n').toString();
    }

    private static void pretty(Object value, String indent, StringBuilder out) {
        String flat = write(value);
        if (flat.length() + indent.length() <= LINE || !(value instanceof Map || value instanceof List)) {
            out.append(flat);
            return;
        }
        String inner = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            out.append("{\n");
            int left = map.size();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(inner).append(write(entry.getKey().toString())).append(": ");
                pretty(entry.getValue(), inner, out);
                out.append(--left > 0 ? ",\n" : "\n");
            }
            out.append(indent).append('}');
        } else {
            List<?> list = (List<?>) value;
            out.append("[\n");
            int left = list.size();
            for (Object item : list) {
                out.append(inner);
                pretty(item, inner, out);
                out.append(--left > 0 ? ",\n" : "\n");
            }
            out.append(indent).append(']');
        }
    }
}
