package highwater.recorder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Carries out the steps of a scenario and says what came back. README.md lists the kinds. */
final class Steps {
    private final Cluster cluster;
    private final Clients clients;
    private final Admin admin;
    private final ProduceStep produce;

    Steps(Cluster cluster, Clients clients, Admin admin) {
        this.cluster = cluster;
        this.clients = clients;
        this.admin = admin;
        this.produce = new ProduceStep(cluster.bootstrap());
    }

    /** The step's result, `ok`, or the error that came back. */
    Object run(Spec step) {
        try {
            Object result = perform(step);
            return result == null ? "ok" : result;
        } catch (Exception e) {
            return Outcome.error(e);
        }
    }

    private Object perform(Spec step) throws Exception {
        String kind = step.text("do");
        return switch (kind) {
            case "kill", "stop", "start", "pause", "resume" -> process(kind, step.text("node"));
            case "create-topic" -> createTopic(step);
            case "delete-topic" -> admin.deleteTopics(List.of(step.text("topic"))).all().get();
            case "add-partitions" -> addPartitions(step);
            case "alter-config" -> alterConfig(step);
            case "reassign" -> reassign(step);
            case "elect-leaders" -> electLeaders(step);
            case "delete-records" -> deleteRecords(step);
            case "list-offsets" -> listOffsets(step);
            case "commit" -> commit(step);
            case "committed" -> committed(step.text("group"));
            case "produce" -> produce.run(step);
            case "read" -> read(step);
            case "tool" -> tool(step);
            case "snapshot" -> null;
            default -> throw new IllegalArgumentException("no step kind " + kind);
        };
    }

    private Object process(String kind, String id) throws Exception {
        boolean active = id.equals("active-controller");
        boolean node = active || cluster.isNode(id);
        int number = active ? admin.describeMetadataQuorum().quorumInfo().get().leaderId() : node ? Integer.parseInt(id) : -1;
        switch (kind) {
            case "kill" -> { if (node) cluster.kill(number); else clients.kill(id); }
            case "stop" -> { if (node) cluster.stop(number); else clients.stop(id); }
            case "start" -> { if (node) cluster.start(number); else clients.start(id); }
            case "pause" -> { if (node) cluster.signal(number, "STOP"); else clients.signal(id, "STOP"); }
            default -> { if (node) cluster.signal(number, "CONT"); else clients.signal(id, "CONT"); }
        }
        return null;
    }

    Object createTopic(Spec step) throws Exception {
        String name = step.has("name") ? step.text("name") : step.text("topic");
        NewTopic topic;
        if (step.has("placement")) {
            Map<Integer, List<Integer>> placement = new HashMap<>();
            List<Object> lists = step.list("placement");
            for (int p = 0; p < lists.size(); p++) placement.put(p, Spec.ids(lists.get(p)));
            topic = new NewTopic(name, placement);
        } else {
            topic = new NewTopic(name,
                step.has("partitions") ? Optional.of(step.number("partitions", 1)) : Optional.empty(),
                step.has("replicationFactor") ? Optional.of((short) step.number("replicationFactor", 1)) : Optional.empty());
        }
        return admin.createTopics(List.of(topic.configs(step.config("config")))).all().get();
    }

    private Object addPartitions(Spec step) throws Exception {
        int count = step.number("count", 0);
        NewPartitions wanted = step.has("placement")
            ? NewPartitions.increaseTo(count, step.list("placement").stream().map(Spec::ids).toList())
            : NewPartitions.increaseTo(count);
        return admin.createPartitions(Map.of(step.text("topic"), wanted)).all().get();
    }

    private Object alterConfig(Spec step) throws Exception {
        ConfigResource resource = step.has("topic") ? new ConfigResource(ConfigResource.Type.TOPIC, step.text("topic"))
            : new ConfigResource(ConfigResource.Type.BROKER, step.text("broker", ""));
        List<AlterConfigOp> changes = new ArrayList<>();
        step.config("config").forEach((name, value) -> changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
        step.texts("delete").forEach(name -> changes.add(new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE)));
        Collection<AlterConfigOp> all = changes;
        return admin.incrementalAlterConfigs(Map.of(resource, all)).all().get();
    }

    private Object reassign(Spec step) throws Exception {
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        step.spec("partitions").map().forEach((partition, target) ->
            moves.put(ClientRun.partition(partition), target == null ? Optional.empty() : Optional.of(new NewPartitionReassignment(Spec.ids(target)))));
        return admin.alterPartitionReassignments(moves).all().get();
    }

    private Object electLeaders(Spec step) throws Exception {
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        step.texts("partitions").forEach(name -> partitions.add(ClientRun.partition(name)));
        Map<String, Object> results = new TreeMap<>();
        admin.electLeaders(ElectionType.valueOf(step.text("type", "preferred").toUpperCase()), partitions.isEmpty() ? null : partitions).partitions().get()
            .forEach((partition, failure) -> results.put(partition.toString(), failure.isEmpty() ? "elected" : Outcome.error(failure.get())));
        return results;
    }

    private Object deleteRecords(Spec step) throws Exception {
        Map<TopicPartition, RecordsToDelete> wanted = new HashMap<>();
        step.config("partitions").forEach((partition, before) -> wanted.put(ClientRun.partition(partition), RecordsToDelete.beforeOffset(Long.parseLong(before))));
        Map<String, Object> results = new TreeMap<>();
        for (var entry : admin.deleteRecords(wanted).lowWatermarks().entrySet()) {
            try {
                results.put(entry.getKey().toString(), entry.getValue().get().lowWatermark());
            } catch (Exception e) {
                results.put(entry.getKey().toString(), Outcome.error(e));
            }
        }
        return results;
    }

    private Object listOffsets(Spec step) throws Exception {
        OffsetSpec spec = switch (step.text("of", "latest")) {
            case "earliest" -> OffsetSpec.earliest();
            case "latest" -> OffsetSpec.latest();
            case "max-timestamp" -> OffsetSpec.maxTimestamp();
            default -> OffsetSpec.forTimestamp(Long.parseLong(step.text("of")));
        };
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        step.texts("partitions").forEach(name -> wanted.put(ClientRun.partition(name), spec));
        Map<String, Object> results = new TreeMap<>();
        for (TopicPartition partition : wanted.keySet()) {
            try {
                var info = admin.listOffsets(wanted).partitionResult(partition).get();
                results.put(partition.toString(), new TreeMap<>(Map.of("offset", info.offset(), "leaderEpoch", info.leaderEpoch().orElse(-1))));
            } catch (Exception e) {
                results.put(partition.toString(), Outcome.error(e));
            }
        }
        return results;
    }

    private Object commit(Spec step) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        step.config("offsets").forEach((partition, offset) -> offsets.put(ClientRun.partition(partition), new OffsetAndMetadata(Long.parseLong(offset))));
        return admin.alterConsumerGroupOffsets(step.text("group"), offsets).all().get();
    }

    Map<String, Object> committed(String group) throws Exception {
        Map<String, Object> results = new TreeMap<>();
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
            .forEach((partition, offset) -> results.put(partition.toString(), offset == null ? null : offset.offset()));
        return results;
    }

    /** A consumer for this step alone: reads one partition from an offset (or the group's committed one) until nothing comes for a second. */
    private Object read(Spec step) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", cluster.bootstrap(), "enable.auto.commit", "false",
            "key.deserializer", StringDeserializer.class.getName(), "value.deserializer", StringDeserializer.class.getName(),
            "auto.offset.reset", step.text("reset", "none")));
        if (step.has("group")) config.put("group.id", step.text("group"));
        config.putAll(step.config("config"));
        TopicPartition partition = ClientRun.partition(step.text("partition"));
        List<Object> got = new ArrayList<>();
        Map<String, Object> result = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config)) {
            consumer.assign(List.of(partition));
            if (step.has("from")) consumer.seek(partition, Long.parseLong(step.text("from")));
            long quietAt = System.currentTimeMillis() + step.millis("wait", "3s");
            while (System.currentTimeMillis() < quietAt) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    List<Object> row = new ArrayList<>();
                    row.add(record.offset());
                    row.add(record.key());
                    got.add(row);
                    quietAt = System.currentTimeMillis() + 1000;
                }
            }
            result.put("position", consumer.position(partition, Duration.ofSeconds(5)));
        } catch (Exception e) {
            result.put("failed", Outcome.error(e));
        }
        result.put("read", got);
        return result;
    }

    /** A tool of its own process, as a student would run it. */
    private Object tool(Spec step) throws Exception {
        List<String> command = new ArrayList<>(Cluster.javaCommand("96m"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
        command.add(step.text("class"));
        step.texts("arguments").forEach(argument -> command.add(argument.replace("$bootstrap", cluster.bootstrap())));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        List<String> lines = output.lines().filter(line -> !line.startsWith("\tat ")).map(this::normal).toList();
        return new TreeMap<>(Map.of("status", status, "lines", lines));
    }

    /** Addresses and folders by name, random ids and column widths away. */
    private String normal(String line) {
        String text = line;
        for (Map.Entry<String, String> name : cluster.names().entrySet()) text = text.replace(name.getKey(), name.getValue());
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>").replaceAll("(TopicId|ClusterId): *\\S+", "$1: <id>").replaceAll("\\s+", " ").strip();
    }
}
