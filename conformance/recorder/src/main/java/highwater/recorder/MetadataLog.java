package highwater.recorder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The history of the cluster as its metadata log tells it, with random ids replaced by names. */
final class MetadataLog {
    private static final List<String> NOISE =
        List.of("incarnationId", "logDirs", "directories", "endPoints", "features", "topicId", "isMigratingZkBroker", "host", "port");

    /** One batch: what the controller wrote in one go, when, and in which raft epoch. */
    record Batch(long offset, long millis, long raftEpoch, List<Map<String, Object>> records) {}

    /** A partition after one of its records. */
    record State(long millis, Map<String, Object> fields) {}

    private final List<Batch> batches = new ArrayList<>();
    private final Map<String, List<State>> partitions = new TreeMap<>();
    private final Map<String, String> topicNames = new HashMap<>();
    private final Map<String, Map<String, Object>> current = new HashMap<>();
    private final Map<Object, List<Object>> registrations = new HashMap<>();

    static MetadataLog read(Path controllerData) {
        MetadataLog log = new MetadataLog();
        for (LogDump.Batch batch : LogDump.batches(controllerData.resolve("__cluster_metadata-0"), "--cluster-metadata-decoder")) log.add(batch);
        return log;
    }

    List<Batch> batches() {
        return batches;
    }

    Map<String, List<State>> partitions() {
        return partitions;
    }

    Map<String, String> topicNames() {
        return topicNames;
    }

    private void add(LogDump.Batch dumped) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (LogDump.Record record : dumped.records()) {
            Map<String, Object> normal = record.payload().startsWith("payload: ")
                ? data(dumped.timestamp(), Json.read(record.payload().substring("payload: ".length())))
                : control(record.payload());
            if (normal != null) records.add(normal);
        }
        if (!records.isEmpty()) batches.add(new Batch(dumped.number("baseOffset"), dumped.timestamp(), dumped.number("partitionLeaderEpoch"), records));
    }

    private static Map<String, Object> control(String payload) {
        int brace = payload.indexOf('{');
        Map<String, Object> record = new LinkedHashMap<>();
        String type = (brace < 0 ? payload : payload.substring(0, brace)).replace(":", "").strip();
        // 3.x prints only the kind of a control record.
        record.put("type", type.contains("LEADER_CHANGE") ? "LeaderChange" : type.replaceFirst(" .*", ""));
        if (type.startsWith("LeaderChange") && brace >= 0) record.put("leader", Json.read(payload.substring(brace)).get("leaderId"));
        return record;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> data(long millis, Map<String, Object> payload) {
        String type = payload.get("type").toString();
        Map<String, Object> data = (Map<String, Object>) payload.get("data");
        if (type.equals("NO_OP_RECORD")) return null;
        if (type.equals("TOPIC_RECORD")) topicNames.put(data.get("topicId").toString(), data.get("name").toString());
        Map<String, Object> normal = new LinkedHashMap<>();
        normal.put("type", type);
        if (data.containsKey("topicId")) {
            String topic = topicNames.get(data.get("topicId").toString());
            Object partition = data.get("partitionId");
            normal.put(partition == null ? "topic" : "partition", partition == null ? topic : topic + "-" + partition);
        }
        data.forEach((name, value) -> {
            if (!NOISE.contains(name) && !name.equals("partitionId")) normal.put(name, name.equals("brokerEpoch") ? incarnation(data, value) : value);
        });
        if (type.equals("PARTITION_RECORD") || type.equals("PARTITION_CHANGE_RECORD")) apply(millis, normal);
        return normal;
    }

    /** A broker epoch is an offset in this log, which NoOp records move: told as the how-manieth registration of that broker. */
    private int incarnation(Map<String, Object> data, Object epoch) {
        List<Object> epochs = registrations.computeIfAbsent(data.get("brokerId"), fresh -> new ArrayList<>());
        if (!epochs.contains(epoch)) epochs.add(epoch);
        return epochs.indexOf(epoch) + 1;
    }

    private void apply(long millis, Map<String, Object> record) {
        String partition = record.get("partition").toString();
        Map<String, Object> state = new LinkedHashMap<>();
        if (record.get("type").equals("PARTITION_RECORD")) {
            for (String name : List.of("leader", "leaderEpoch", "partitionEpoch", "isr", "replicas")) state.put(name, record.get(name));
            state.put("elr", List.of());
            state.put("lastKnownElr", List.of());
            state.put("removing", record.getOrDefault("removingReplicas", List.of()));
            state.put("adding", record.getOrDefault("addingReplicas", List.of()));
        } else {
            state.putAll(current.get(partition));
            change(record, state);
        }
        current.put(partition, state);
        partitions.computeIfAbsent(partition, fresh -> new ArrayList<>()).add(new State(millis, state));
    }

    private static void change(Map<String, Object> record, Map<String, Object> state) {
        if (record.get("leader") != null) {
            state.put("leader", record.get("leader"));
            state.put("leaderEpoch", (Integer) state.get("leaderEpoch") + 1);
        }
        state.put("partitionEpoch", (Integer) state.get("partitionEpoch") + 1);
        copy(record, "isr", state, "isr");
        copy(record, "replicas", state, "replicas");
        copy(record, "eligibleLeaderReplicas", state, "elr");
        copy(record, "lastKnownElr", state, "lastKnownElr");
        copy(record, "removingReplicas", state, "removing");
        copy(record, "addingReplicas", state, "adding");
        copy(record, "leaderRecoveryState", state, "recovery");
    }

    private static void copy(Map<String, Object> from, String name, Map<String, Object> to, String as) {
        if (from.get(name) != null) to.put(as, from.get(name));
    }
}
