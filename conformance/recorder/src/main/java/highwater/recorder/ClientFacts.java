package highwater.recorder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the scenario's clients saw, held against what the logs hold at the end. */
final class ClientFacts {
    private final Clients clients;
    private final Snapshot end;
    private final MetadataLog metadata;
    private final long zero;

    ClientFacts(Clients clients, Snapshot end, MetadataLog metadata, long zero) {
        this.clients = clients;
        this.end = end;
        this.metadata = metadata;
        this.zero = zero;
    }

    void tell(Facts facts) {
        clients.specs().forEach((id, spec) -> {
            List<Map<String, Object>> events = clients.events(id);
            if (spec.text("kind").equals("producer")) producer(id, spec, events, facts);
            else consumer(id, events, facts);
        });
    }

    private void producer(String id, Spec spec, List<Map<String, Object>> events, Facts facts) {
        Map<String, Integer> errors = new TreeMap<>();
        Map<String, Set<Object>> keyPartitions = new TreeMap<>();
        Map<String, Set<Long>> held = new HashMap<>();
        Map<String, Long> lastOf = new HashMap<>();
        Map<String, Long> gaps = new TreeMap<>();
        long acked = 0, lost = 0, last = -1, gap = 0, gapAt = 0;
        int keys = spec.number("keys", 0);
        for (Map<String, Object> event : events) {
            if (!event.get("event").equals("sent")) continue;
            if (event.get("error") != null) {
                errors.merge(((Map<?, ?>) event.get("error")).get("exception").toString(), 1, Integer::sum);
                continue;
            }
            acked++;
            long millis = ((Number) event.get("millis")).longValue();
            if (last >= 0 && millis - last > gap) {
                gap = millis - last;
                gapAt = last;
            }
            last = millis;
            String partition = event.get("partition").toString();
            Long before = lastOf.put(partition, millis);
            if (before != null) gaps.merge(partition, millis - before, Math::max);
            if (keys > 0) keyPartitions.computeIfAbsent("key-" + ((Number) event.get("n")).longValue() % keys, fresh -> new HashSet<>()).add(partition);
            if (!held.computeIfAbsent(partition, this::offsetsHeld).contains(((Number) event.get("offset")).longValue())) lost++;
        }
        facts.window("client:" + id + " acked", acked);
        facts.exact("client:" + id + " acknowledgedButNotInLog", lost);
        facts.exact("client:" + id + " errors", errors.keySet());
        if (keys > 0) facts.exact("client:" + id + " placement", keyPartitions);
        facts.window("client:" + id + " longestAckGapMs", gap);
        facts.window("client:" + id + " longestAckGapAtMs", gapAt - zero);
        gaps.forEach((partition, millis) -> facts.window("client:" + id + " longestAckGapMs " + partition, millis));
        long inLog = held.keySet().stream().mapToLong(partition -> held.get(partition).size()).sum();
        facts.window("client:" + id + " recordsInLog", inLog);
    }

    /** The offsets that the log of a partition's leader holds at the end. */
    private Set<Long> offsetsHeld(String partition) {
        List<MetadataLog.State> states = metadata.partitions().get(partition);
        Object leader = states.get(states.size() - 1).fields().get("leader");
        Set<Long> offsets = new HashSet<>();
        for (LogDump.Batch batch : end.logs().getOrDefault(partition + "@" + leader, List.of())) {
            batch.records().forEach(record -> offsets.add(record.offset()));
        }
        return offsets;
    }

    private void consumer(String id, List<Map<String, Object>> events, Facts facts) {
        List<Object> rebalances = new ArrayList<>();
        Map<String, List<long[]>> read = new TreeMap<>();
        int n = 0;
        for (Map<String, Object> event : events) {
            String what = event.get("event").toString();
            if (what.equals("read")) {
                ((Map<?, ?>) event.get("offsets")).forEach((partition, offsets) -> ((List<?>) offsets).forEach(offset ->
                    extend(read.computeIfAbsent(partition.toString(), fresh -> new ArrayList<>()), ((Number) offset).longValue())));
            } else if (what.equals("error")) {
                facts.exact("client:" + id + " error", event.get("error"));
            } else if (!what.equals("closed")) {
                Map<String, Object> rebalance = new LinkedHashMap<>();
                rebalance.put("generation", event.get("generation"));
                rebalance.put(what, event.get("partitions"));
                rebalances.add(rebalance);
                facts.window("client:" + id + " rebalance[" + n++ + "] atMs", ((Number) event.get("millis")).longValue() - zero);
            }
        }
        facts.ordered("client:" + id + " rebalances", rebalances);
        Map<String, Object> ranges = new TreeMap<>();
        read.forEach((partition, runs) -> ranges.put(partition, runs.stream().map(run -> List.of(run[0], run[1])).toList()));
        read.forEach((partition, runs) -> facts.exact("client:" + id + " read " + partition + " jumps", runs.size() - 1));
        boolean rated = read.keySet().stream().anyMatch(partition -> clients.ratedTopics().contains(partition.substring(0, partition.lastIndexOf('-'))));
        if (!rated) facts.exact("client:" + id + " read", ranges);
    }

    private static void extend(List<long[]> runs, long offset) {
        long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last[1] + 1 == offset) last[1] = offset;
        else runs.add(new long[] {offset, offset});
    }
}
