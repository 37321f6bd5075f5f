package highwater.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metadata log as facts: each partition's history, each broker's, and the batches the controller wrote. */
final class MetadataFacts {
    private final MetadataLog log;
    private final long zero;

    MetadataFacts(MetadataLog log, long zero) {
        this.log = log;
        this.zero = zero;
    }

    void tell(Facts facts) {
        Map<Object, List<Object>> brokers = new TreeMap<>();
        Map<Object, List<MetadataLog.Batch>> brokerBatches = new TreeMap<>();
        for (MetadataLog.Batch batch : log.batches()) {
            bootstrap(batch, facts);
            topics(batch, facts);
            for (Map<String, Object> record : batch.records()) {
                if (record.get("brokerId") == null || !record.get("type").toString().contains("BROKER") || reportsLogDirs(record)) continue;
                brokers.computeIfAbsent(record.get("brokerId"), fresh -> new ArrayList<>()).add(record);
                brokerBatches.computeIfAbsent(record.get("brokerId"), fresh -> new ArrayList<>()).add(batch);
            }
        }
        brokers.forEach((broker, records) -> {
            String id = "metadata broker:" + broker;
            facts.ordered(id, records);
            List<MetadataLog.Batch> batches = brokerBatches.get(broker);
            times(facts, id, batches.stream().map(MetadataLog.Batch::millis).toList());
            for (int n = 0; n < batches.size(); n++) {
                if (batches.get(n).millis() >= zero) facts.ordered(id + "[" + n + "] written with", shown(batches.get(n)));
            }
        });
        log.partitions().forEach((partition, states) -> {
            if (partition.startsWith("__")) return;
            facts.exact("metadata partition:" + partition, states.stream().map(state -> brief(state.fields())).toList());
            times(facts, "metadata partition:" + partition, states.stream().map(MetadataLog.State::millis).toList());
        });
        controllers(facts);
    }

    /** Raft epochs as leader changes tell them; which controller wins is chance. */
    private void controllers(Facts facts) {
        List<MetadataLog.Batch> changes = log.batches().stream().filter(batch -> batch.records().get(0).get("type").equals("LeaderChange")).toList();
        facts.window("metadata raft leader changes", changes.size());
        List<MetadataLog.Batch> after = changes.stream().filter(batch -> batch.millis() >= zero).toList();
        for (int n = 0; n < after.size(); n++) facts.window("metadata raft leader change after zero[" + n + "] atMs", after.get(n).millis() - zero);
    }

    /** One batch: what the controller wrote in one go (and within its append linger). */
    private static List<Map<String, Object>> shown(MetadataLog.Batch batch) {
        return batch.records().stream().filter(record -> !internal(record) && !reportsLogDirs(record)).toList();
    }

    /** Each broker reports its (uncordoned) log directories once after registering, before or after it is unfenced. */
    private static boolean reportsLogDirs(Map<String, Object> record) {
        return record.containsKey("cordonedLogDirs") && !record.containsKey("fenced") && !record.containsKey("inControlledShutdown");
    }

    /** What formatting put at the head of the log: the features and the defaults of a new cluster. */
    private static void bootstrap(MetadataLog.Batch batch, Facts facts) {
        List<Map<String, Object>> records = batch.records();
        if (!records.get(0).get("type").equals("BEGIN_TRANSACTION_RECORD")) return;
        List<Map<String, Object>> inside = new ArrayList<>();
        for (Map<String, Object> record : records) {
            inside.add(record);
            if (record.get("type").equals("END_TRANSACTION_RECORD")) break;
        }
        facts.ordered("metadata bootstrap", inside);
    }

    private static void topics(MetadataLog.Batch batch, Facts facts) {
        String topic = null;
        Map<String, List<Object>> types = new TreeMap<>();
        for (Map<String, Object> record : batch.records()) {
            if (record.get("type").equals("TOPIC_RECORD")) topic = record.get("name").toString();
            if (topic != null && !topic.startsWith("__")) types.computeIfAbsent(topic, fresh -> new ArrayList<>()).add(record.get("type"));
        }
        types.forEach((name, list) -> facts.ordered("metadata topic:" + name + " created by", list));
    }

    private void times(Facts facts, String id, List<Long> millis) {
        for (int n = 0; n < millis.size(); n++) {
            if (millis.get(n) >= zero) facts.window(id + "[" + n + "] atMs", millis.get(n) - zero);
        }
    }

    /** Empty lists are the rule: only what is there is told. */
    private static Map<String, Object> brief(Map<String, Object> state) {
        Map<String, Object> brief = new LinkedHashMap<>();
        state.forEach((name, value) -> {
            if (!(value instanceof List<?> list && list.isEmpty() && !name.equals("isr"))) brief.put(name, value);
        });
        return brief;
    }

    private static boolean internal(Map<String, Object> record) {
        // Which broker asks for a block of producer ids is chance.
        if (record.get("type").equals("PRODUCER_IDS_RECORD")) return true;
        Object of = record.getOrDefault("partition", record.getOrDefault("topic", record.getOrDefault("name", record.get("resourceName"))));
        return of != null && of.toString().startsWith("__");
    }
}
