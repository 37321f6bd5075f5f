package highwater.recorder;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;

/** The history of groups as `__consumer_offsets` tells it, decoded by kafka-dump-log, with random ids replaced by client ids. */
@SuppressWarnings("unchecked")
final class GroupLog {
    private static final Map<String, String> TYPES = Map.of("0", "OffsetCommit", "1", "OffsetCommit", "2", "GroupMetadata",
        "3", "ConsumerGroupMetadata", "5", "ConsumerGroupMemberMetadata", "6", "ConsumerGroupTargetAssignmentMetadata",
        "7", "ConsumerGroupTargetAssignmentMember", "8", "ConsumerGroupCurrentMemberAssignment");
    private static final List<String> NOISE = List.of("currentStateTimestamp", "commitTimestamp", "expireTimestamp", "assignmentTimestamp",
        "metadataHash", "clientHost", "subscription", "topicId", "assignmentEpochs");

    private final Cluster cluster;
    private final Snapshot end;
    private final MetadataLog metadata;
    private final long zero;
    private final Map<String, String> members = new HashMap<>();
    private final Map<String, Integer> incarnations = new HashMap<>();

    private record Entry(long millis, String group, String type, Map<String, Object> key, Map<String, Object> value) {}

    GroupLog(Cluster cluster, Snapshot end, MetadataLog metadata, long zero) {
        this.cluster = cluster;
        this.end = end;
        this.metadata = metadata;
        this.zero = zero;
    }

    void tell(Facts facts) {
        Map<String, List<Entry>> groups = new TreeMap<>();
        for (Entry entry : entries()) groups.computeIfAbsent(entry.group(), fresh -> new ArrayList<>()).add(entry);
        groups.forEach((group, entries) -> {
            history(group, entries, facts);
            epochs(group, entries, facts);
            commits(group, entries, facts);
        });
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        metadata.partitions().forEach((partition, states) -> {
            if (!partition.startsWith("__consumer_offsets-")) return;
            int from = ((Number) states.get(states.size() - 1).fields().get("leader")).intValue();
            Path dir = end.broker(from < 0 ? cluster.brokers().get(0).id() : from).resolve(partition);
            if (!Files.isDirectory(dir)) return;
            for (LogDump.Batch batch : LogDump.batches(dir, "--offsets-decoder")) {
                for (LogDump.Record record : batch.records()) {
                    Entry entry = entry(record, batch.timestamp());
                    if (entry != null) entries.add(entry);
                }
            }
        });
        entries.sort(Comparator.comparingLong(Entry::millis));
        return entries;
    }

    private Entry entry(LogDump.Record record, long millis) {
        String text = record.payload();
        int split = text.indexOf(" payload: ");
        if (!text.startsWith("key: {") || split < 0) return null;
        Map<String, Object> key = Json.read(text.substring("key: ".length(), split));
        String payload = text.substring(split + " payload: ".length());
        Map<String, Object> keyData = (Map<String, Object>) key.get("data");
        Map<String, Object> value = payload.startsWith("{") ? (Map<String, Object>) Json.read(payload).get("data") : null;
        String type = key.get("type").toString();
        Object group = keyData.getOrDefault("group", keyData.get("groupId"));
        if (value != null) nameMembers(keyData, value);
        return new Entry(millis, String.valueOf(group), TYPES.getOrDefault(type, type), keyData, value);
    }

    /** Member ids are random: a member goes by its client id, and the second member of one client id as `id#2`. */
    private void nameMembers(Map<String, Object> key, Map<String, Object> value) {
        if (value.get("clientId") != null && key.get("memberId") != null) name(key.get("memberId"), value.get("clientId"));
        if (value.get("members") instanceof List<?> list) list.forEach(member -> name(((Map<String, Object>) member).get("memberId"), ((Map<String, Object>) member).get("clientId")));
    }

    private void name(Object member, Object client) {
        members.computeIfAbsent(member.toString(), fresh -> {
            int nth = incarnations.merge(client.toString(), 1, Integer::sum);
            return nth == 1 ? client.toString() : client + "#" + nth;
        });
    }

    private void history(String group, List<Entry> entries, Facts facts) {
        List<List<Object>> batches = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.type().equals("OffsetCommit")) continue;
            if (times.isEmpty() || times.get(times.size() - 1) != entry.millis()) {
                times.add(entry.millis());
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(shown(entry));
        }
        // Members of one batch come in the order of a hash of their random ids.
        batches.forEach(batch -> batch.sort(Comparator.comparing(row -> ((Map<String, Object>) row).get("type") + " " + ((Map<String, Object>) row).get("member"))));
        facts.ordered("group:" + group + " history", batches);
        for (int n = 0; n < times.size(); n++) facts.window("group:" + group + " history[" + n + "] atMs", times.get(n) - zero);
    }

    /** Generations of a classic group, group epochs of a KIP-848 one: the same whatever ids the members drew. */
    private static void epochs(String group, List<Entry> entries, Facts facts) {
        List<Object> epochs = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.value() == null) continue;
            if (entry.type().equals("GroupMetadata")) epochs.add(entry.value().get("generation"));
            if (entry.type().equals("ConsumerGroupMetadata")) epochs.add(entry.value().get("epoch"));
        }
        facts.ordered("group:" + group + " epochs", epochs);
    }

    private Map<String, Object> shown(Entry entry) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("type", entry.type());
        if (entry.key().get("memberId") != null) row.put("member", members.getOrDefault(entry.key().get("memberId").toString(), "?"));
        if (entry.value() == null) row.put("tombstone", true);
        else row.putAll((Map<String, Object>) clean(entry.value()));
        return row;
    }

    private Object clean(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> cleaned = new LinkedHashMap<>();
            if (map.get("topicId") != null && map.get("partitions") != null) cleaned.put("topic", metadata.topicNames().get(map.get("topicId").toString()));
            map.forEach((name, inner) -> {
                if (NOISE.contains(name.toString())) return;
                cleaned.put(name.toString(), name.equals("assignment") ? assignment(inner instanceof String text && text.startsWith("{") ? Json.read(text) : inner) : clean(inner));
            });
            return cleaned;
        }
        if (value instanceof List<?> list) {
            List<Object> cleaned = new ArrayList<>(list.stream().map(this::clean).toList());
            if (!cleaned.isEmpty() && cleaned.get(0) instanceof Map<?, ?>) cleaned.sort(Comparator.comparing(Json::write));
            return cleaned;
        }
        return value instanceof String text ? members.getOrDefault(text, text) : value;
    }

    /** A classic member's assignment is bytes of the consumer protocol, which some releases' tools decode. */
    private static Object assignment(Object told) {
        if (told == null) return null;
        if (told instanceof Map<?, ?> map) return decoded((Map<String, Object>) map);
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(told.toString()));
        return buffer.hasRemaining() ? ClientRun.names(ConsumerProtocol.deserializeAssignment(buffer).partitions()) : List.of();
    }

    private static Object decoded(Map<String, Object> assignment) {
        if (!(assignment.get("assignedPartitions") instanceof List<?> topics)) return assignment;
        List<String> names = new ArrayList<>();
        for (Object topic : topics) {
            Map<String, Object> entry = (Map<String, Object>) topic;
            for (Object partition : (List<Object>) entry.get("partitions")) names.add(entry.get("topic") + "-" + partition);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** The values a group's offset of a partition took, one after the other. */
    private static void commits(String group, List<Entry> entries, Facts facts) {
        Map<String, List<Object>> values = new TreeMap<>();
        for (Entry entry : entries) {
            if (!entry.type().equals("OffsetCommit")) continue;
            List<Object> told = values.computeIfAbsent(entry.key().get("topic") + "-" + entry.key().get("partition"), fresh -> new ArrayList<>());
            Object offset = entry.value() == null ? "tombstone" : entry.value().get("offset");
            if (told.isEmpty() || !told.get(told.size() - 1).equals(offset)) told.add(offset);
        }
        values.forEach((partition, told) -> facts.ordered("group:" + group + " committed " + partition, told));
    }
}
