package highwater.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What kafka-dump-log says of the segments of one partition directory. */
final class LogDump {
    private static final Pattern FIELD = Pattern.compile("(\\w+): (\\S+)");
    private static final Pattern RECORD = Pattern.compile("^\\| offset: (\\d+) (.*?)headerKeys: \\[(.*?)](.*)$", Pattern.DOTALL);

    /** One record; `payload` is what follows the header keys as the tool prints it. */
    record Record(long offset, Map<String, String> fields, String payload) {}

    record Batch(Map<String, String> fields, List<Record> records) {
        long number(String name) {
            return Long.parseLong(fields.get(name));
        }

        long timestamp() {
            String time = fields.get("CreateTime");
            return Long.parseLong(time == null ? fields.get("LogAppendTime") : time);
        }
    }

    private LogDump() {}

    /** All batches of a partition directory's .log files, in order. */
    static List<Batch> batches(Path dir, String... options) {
        List<Path> segments = files(dir, ".log");
        if (segments.isEmpty()) return List.of();
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--files");
        arguments.add(String.join(",", segments.stream().map(Path::toString).toList()));
        List<Batch> batches = new ArrayList<>();
        StringBuilder record = new StringBuilder();
        for (String line : Tool.run(dumpClass(), arguments).lines()) {
            boolean startsBatch = line.startsWith("baseOffset: ");
            if (line.startsWith("| offset: ") || startsBatch || line.startsWith("Dumping ")) {
                addRecord(batches, record);
                if (startsBatch) batches.add(new Batch(fields(line), new ArrayList<>()));
                else if (line.startsWith("|")) record.append(line);
            } else if (record.length() > 0) {
                record.append('\n').append(line);
            }
        }
        addRecord(batches, record);
        return batches;
    }

    /** The entries of one .index or .timeindex file as the tool prints them. */
    static List<String> index(Path file) {
        return Tool.run(dumpClass(), List.of("--files", file.toString())).lines().stream()
            .filter(line -> line.startsWith("offset: ") || line.startsWith("timestamp: ")).toList();
    }

    static List<Path> files(Path dir, String ending) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void addRecord(List<Batch> batches, StringBuilder text) {
        if (text.isEmpty()) return;
        Matcher matcher = RECORD.matcher(text);
        if (!matcher.matches()) throw new IllegalStateException("not a record of kafka-dump-log: " + text);
        batches.get(batches.size() - 1).records()
            .add(new Record(Long.parseLong(matcher.group(1)), fields(matcher.group(2)), matcher.group(4).strip()));
        text.setLength(0);
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) fields.put(matcher.group(1), matcher.group(2));
        return fields;
    }

    private static String dumpClass() {
        for (String name : List.of("org.apache.kafka.tools.DumpLogSegments", "kafka.tools.DumpLogSegments")) {
            try {
                Class.forName(name);
                return name;
            } catch (ClassNotFoundException e) {
                // The tool moved from core to tools between releases.
            }
        }
        throw new IllegalStateException("no DumpLogSegments on the class path");
    }
}
