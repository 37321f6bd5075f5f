package highwater.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The partition directories of all brokers at one moment: segments, checkpoints, batches. */
final class Snapshot {
    private static final int MOST_BATCHES = 60;
    private static final int MOST_RECORDS = 120;

    private final Set<Integer> alive = new TreeSet<>();
    private final Map<String, List<LogDump.Batch>> logs = new LinkedHashMap<>();

    /** Copies the directories first, so that everything read afterwards is of one moment. */
    static Snapshot take(Cluster cluster, Path to) throws IOException {
        Snapshot snapshot = new Snapshot(cluster, to);
        cluster.brokers().stream().map(Cluster.Node::id).filter(cluster::alive).forEach(snapshot.alive::add);
        for (Cluster.Node broker : cluster.brokers()) {
            Path copy = to.resolve(String.valueOf(broker.id()));
            Files.createDirectories(copy);
            // cp keeps the holes of the preallocated index files; Java's copy would write them out.
            run("cp", "-a", "--sparse=always", broker.data().toString() + "/.", copy.toString());
        }
        return snapshot;
    }

    private final Cluster cluster;
    private final Path root;

    private Snapshot(Cluster cluster, Path root) {
        this.cluster = cluster;
        this.root = root;
    }

    /** Batches by `<partition>@<broker>`. */
    Map<String, List<LogDump.Batch>> logs() {
        return logs;
    }

    Path broker(int id) {
        return root.resolve(String.valueOf(id));
    }

    void read(String id, boolean indexes, Set<String> rated, Facts facts) throws IOException {
        Map<String, Map<String, Map<Integer, Object>>> told = new TreeMap<>();
        for (Cluster.Node broker : cluster.brokers()) {
            Path data = broker(broker.id());
            Map<String, Long> high = checkpoint(data.resolve("replication-offset-checkpoint"));
            Map<String, Long> start = checkpoint(data.resolve("log-start-offset-checkpoint"));
            for (Path dir : directories(data)) {
                String partition = dir.getFileName().toString();
                if (!partition.matches(".*-\\d+") || partition.startsWith("__")) continue;
                List<LogDump.Batch> batches = LogDump.batches(dir, "--print-data-log");
                logs.put(partition + "@" + broker.id(), batches);
                Map<String, Object> replica = new LinkedHashMap<>();
                boolean few = batches.size() <= MOST_BATCHES;
                boolean exact = !rated.contains(partition.substring(0, partition.lastIndexOf('-'))) && few;
                replica.put("leo", endOffset(dir, batches));
                replica.put("highWatermarkCheckpoint", high.getOrDefault(partition, -1L));
                replica.put("logStartCheckpoint", start.getOrDefault(partition, 0L));
                replica.put(exact ? "leaderEpochs" : "leaderEpochsOnly", exact ? epochs(dir) : epochs(dir).stream().map(entry -> entry.get(0)).toList());
                if (exact) {
                    replica.put("batches", batches.stream().map(Snapshot::batch).toList());
                    replica.put("files", segments(dir));
                    replica.put("keys", keys(batches));
                }
                replica.put("crcs", String.join(",", batches.stream().map(batch -> batch.fields().get("crc")).toList()).hashCode());
                if (indexes) {
                    for (String ending : List.of(".index", ".timeindex")) {
                        for (Path file : LogDump.files(dir, ending)) replica.put(file.getFileName().toString(), LogDump.index(file));
                    }
                }
                replica.forEach((name, value) ->
                    told.computeIfAbsent(partition, fresh -> new LinkedHashMap<>()).computeIfAbsent(name, fresh -> new TreeMap<>()).put(broker.id(), value));
            }
        }
        told.forEach((partition, names) -> tell(id + " partition:" + partition, names, rated.contains(partition.substring(0, partition.lastIndexOf('-'))), facts));
    }

    private void tell(String at, Map<String, Map<Integer, Object>> names, boolean rated, Facts facts) {
        names.forEach((name, byBroker) -> {
            if (name.equals("crcs")) {
                facts.exact(at + " replicasWithEqualBytes", grouped(byBroker).stream().map(group -> group.get("replicas")).toList());
            } else if (rated && (name.equals("leo") || name.startsWith("highWatermark"))) {
                byBroker.forEach((broker, value) -> facts.window(at + " " + name + "@" + broker, (Number) value));
            } else if (name.startsWith("highWatermark")) {
                // What a dead broker had written last hangs on its checkpoint timer of 5 s.
                Map<Integer, Object> living = new TreeMap<>(byBroker);
                living.keySet().retainAll(alive);
                facts.exact(at + " " + name, grouped(living));
            } else {
                facts.exact(at + " " + name, grouped(byBroker));
            }
        });
    }

    /** Equal values once, with the brokers that have them. */
    private static List<Map<String, Object>> grouped(Map<Integer, Object> byBroker) {
        Map<Object, List<Integer>> brokers = new LinkedHashMap<>();
        byBroker.forEach((broker, value) -> brokers.computeIfAbsent(value, fresh -> new ArrayList<>()).add(broker));
        List<Map<String, Object>> groups = new ArrayList<>();
        brokers.forEach((value, ids) -> {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("replicas", ids);
            group.put("value", value);
            groups.add(group);
        });
        return groups;
    }

    private static List<Object> keys(List<LogDump.Batch> batches) {
        long records = batches.stream().mapToLong(batch -> batch.records().size()).sum();
        if (records > MOST_RECORDS) return List.of("more than " + MOST_RECORDS);
        return batches.stream().flatMap(batch -> batch.records().stream()).map(Snapshot::key).map(row -> (Object) row).toList();
    }

    /** Base offset, last offset, records, leader epoch, bytes, base sequence. */
    private static List<Object> batch(LogDump.Batch batch) {
        List<Object> row = new ArrayList<>();
        for (String name : List.of("baseOffset", "lastOffset", "count", "partitionLeaderEpoch", "size", "baseSequence")) row.add(batch.number(name));
        return row;
    }

    private static List<Object> key(LogDump.Record record) {
        List<Object> row = new ArrayList<>();
        row.add(record.offset());
        int from = record.payload().indexOf("key: ");
        int to = record.payload().indexOf("payload: ");
        row.add(from < 0 ? null : record.payload().substring(from + 5, to < 0 ? record.payload().length() : to).strip());
        if (record.fields().get("valueSize") != null && record.fields().get("valueSize").equals("-1")) row.add("tombstone");
        return row;
    }

    private static List<Object> segments(Path dir) throws IOException {
        List<Object> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                // A live index is preallocated; its size says nothing before the segment is closed.
                boolean sized = name.endsWith(".log");
                rows.add(sized ? List.of(name, Files.size(file)) : List.of(name));
            }
        }
        return rows;
    }

    /** An empty active segment is named after the next offset. */
    private static long endOffset(Path dir, List<LogDump.Batch> batches) {
        List<Path> segments = LogDump.files(dir, ".log");
        if (segments.isEmpty()) return -1;
        long base = Long.parseLong(segments.get(segments.size() - 1).getFileName().toString().replace(".log", ""));
        return batches.isEmpty() ? base : Math.max(base, batches.get(batches.size() - 1).number("lastOffset") + 1);
    }

    private static List<List<Long>> epochs(Path dir) throws IOException {
        Path file = dir.resolve("leader-epoch-checkpoint");
        if (!Files.exists(file)) return List.of();
        return Files.readAllLines(file).stream().skip(2)
            .map(line -> Stream.of(line.split(" ")).map(Long::valueOf).toList()).toList();
    }

    private static Map<String, Long> checkpoint(Path file) throws IOException {
        Map<String, Long> offsets = new LinkedHashMap<>();
        if (!Files.exists(file)) return offsets;
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" ");
            if (parts.length == 3) offsets.put(parts[0] + "-" + parts[1], Long.parseLong(parts[2]));
        }
        return offsets;
    }

    private static List<Path> directories(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    static void run(String... command) throws IOException {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
