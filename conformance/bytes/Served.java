import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What check.mjs asks of a real cluster. format: the nodes' folders. create: topics as they are placed, each partition led so often anew that its epoch is beyond
 * the exported ones. read: every partition from its beginning, once from each of its replicas.
 */
public final class Served {
    private static final long PATIENCE_MS = 120_000;
    private final JsonNode task;
    private final Map<TopicPartition, List<Integer>> placement = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    private final Map<String, Map<String, String>> configs = new TreeMap<>();

    private interface Question {
        boolean holds() throws Exception;
    }

    private Served(JsonNode task) {
        this.task = task;
        for (JsonNode topic : task.get("topics")) {
            String name = topic.get("name").asText();
            Map<String, String> config = new TreeMap<>();
            topic.get("config").properties().forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
            configs.put(name, config);
            int index = 0;
            for (JsonNode replicas : topic.get("placement")) {
                List<Integer> ids = new ArrayList<>();
                replicas.forEach(id -> ids.add(id.asInt()));
                placement.put(new TopicPartition(name, index++), ids);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("format")) {
            format(args);
            return;
        }
        Served served = new Served(new ObjectMapper().readTree(Path.of(args[1]).toFile()));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", served.task.get("bootstrap").asText()))) {
            if (args[0].equals("create")) served.create(admin);
            else served.read(admin, Path.of(args[2]));
        }
    }

    /** The cluster id, then the properties file of each node. Without ELR, which would take a replica that comes back from a crash out of the ISR for good. */
    private static void format(String[] args) {
        for (int i = 2; i < args.length; i++) {
            String[] arguments = {"format", "-t", args[1], "-c", args[i], "--feature", "eligible.leader.replicas.version=0"};
            int code = kafka.tools.StorageTool.execute(arguments, new PrintStream(System.out));
            if (code != 0) throw new IllegalStateException("format ended with " + code);
        }
    }

    private void create(Admin admin) throws Exception {
        until("all brokers", () -> admin.describeCluster().nodes().get().size() == task.get("brokers").size());
        List<NewTopic> topics = new ArrayList<>();
        for (String name : configs.keySet()) {
            Map<Integer, List<Integer>> replicas = new HashMap<>();
            placement.forEach((partition, ids) -> {
                if (partition.topic().equals(name)) replicas.put(partition.partition(), ids);
            });
            topics.add(new NewTopic(name, replicas).configs(configs.get(name)));
        }
        admin.createTopics(topics).all().get();
        inSync(admin);
        for (int turn = 1; turn <= task.get("lastEpoch").asInt(); turn++) lead(admin, turn);
        lead(admin, 0);
    }

    private void read(Admin admin, Path out) throws Exception {
        until("all brokers", () -> admin.describeCluster().nodes().get().size() == task.get("brokers").size());
        inSync(admin);
        int turns = placement.values().stream().mapToInt(List::size).max().orElse(0);
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(out))) {
            for (int turn = 0; turn < turns; turn++) {
                lead(admin, turn);
                for (TopicPartition partition : placement.keySet()) {
                    List<Integer> replicas = placement.get(partition);
                    if (turn < replicas.size()) readPartition(partition, replicas.get(turn), lines);
                }
            }
        }
    }

    /** As far as the high watermark, once that has come as far as the engine says; or, if it never does, as far as it is by then. */
    private void readPartition(TopicPartition partition, int leader, PrintWriter lines) throws Exception {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", task.get("bootstrap").asText());
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<TopicPartition> one = Set.of(partition);
            long expected = task.get("ends").get(partition + "@" + leader).asLong();
            long give = System.currentTimeMillis() + 20_000;
            while (consumer.endOffsets(one).get(partition) != expected && System.currentTimeMillis() < give) Thread.sleep(100);
            long end = consumer.endOffsets(one).get(partition);
            consumer.assign(one);
            consumer.seekToBeginning(one);
            long stop = System.currentTimeMillis() + PATIENCE_MS;
            while (consumer.position(partition) < end) {
                if (System.currentTimeMillis() > stop) throw new IllegalStateException(partition + " is not read to its end, " + end);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    String key = record.key() == null ? "null" : HexFormat.of().formatHex(record.key());
                    lines.println(partition + "@" + leader + " " + record.offset() + " " + record.timestamp() + " " + key + " " + hash(record.value()));
                }
            }
        }
    }

    private static String hash(byte[] value) throws Exception {
        return value == null ? "null" : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    }

    /** Makes the replica at this place, counted round and round, the leader of every partition. */
    private void lead(Admin admin, int turn) throws Exception {
        Map<TopicPartition, Optional<NewPartitionReassignment>> order = new HashMap<>();
        Map<TopicPartition, Integer> wanted = new HashMap<>();
        placement.forEach((partition, replicas) -> {
            int place = turn % replicas.size();
            List<Integer> turned = new ArrayList<>(replicas.subList(place, replicas.size()));
            turned.addAll(replicas.subList(0, place));
            order.put(partition, Optional.of(new NewPartitionReassignment(turned)));
            wanted.put(partition, turned.get(0));
        });
        admin.alterPartitionReassignments(order).all().get();
        until("reassigned", () -> admin.listPartitionReassignments().reassignments().get().isEmpty());
        until("leaders " + wanted, () -> {
            // One that leads already refuses: election not needed.
            admin.electLeaders(ElectionType.PREFERRED, placement.keySet()).partitions().get();
            for (Map.Entry<TopicPartition, TopicPartitionInfo> entry : partitions(admin).entrySet())
                if (entry.getValue().leader() == null || entry.getValue().leader().id() != wanted.get(entry.getKey())) return false;
            return true;
        });
        inSync(admin);
    }

    private void inSync(Admin admin) throws Exception {
        until("all replicas in sync", () -> {
            for (TopicPartitionInfo info : partitions(admin).values())
                if (info.leader() == null || info.leader().isEmpty() || info.isr().size() != info.replicas().size()) return false;
            return true;
        });
    }

    private Map<TopicPartition, TopicPartitionInfo> partitions(Admin admin) throws Exception {
        Map<TopicPartition, TopicPartitionInfo> all = new HashMap<>();
        admin.describeTopics(configs.keySet()).allTopicNames().get().forEach((topic, told) ->
            told.partitions().forEach(info -> all.put(new TopicPartition(topic, info.partition()), info)));
        return all;
    }

    /** What goes wrong while a cluster comes up goes wrong again or right. */
    private static void until(String what, Question question) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        Exception last = null;
        while (System.currentTimeMillis() < end) {
            try {
                if (question.holds()) return;
                last = null;
            } catch (java.util.concurrent.ExecutionException | IllegalStateException e) {
                last = e;
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("waited in vain for " + what, last);
    }
}
