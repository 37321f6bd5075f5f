package highwater.recorder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A client of the scenario's `clients` list: a real Java producer or consumer that tells what happens to it, event by event. */
final class ClientRun implements Runnable {
    private final Spec spec;
    private final String bootstrap;
    private final Consumer<Map<String, Object>> sink;
    private volatile boolean closing;
    private volatile KafkaConsumer<String, String> consumer;

    ClientRun(Spec spec, String bootstrap, Consumer<Map<String, Object>> sink) {
        this.spec = spec;
        this.bootstrap = bootstrap;
        this.sink = sink;
    }

    /** Asks the client to close in the orderly way: flush or leave the group. */
    void close() {
        closing = true;
        KafkaConsumer<String, String> current = consumer;
        if (current != null) current.wakeup();
    }

    @Override
    public void run() {
        try {
            if (spec.text("kind").equals("producer")) produce();
            else consume();
        } catch (Exception e) {
            event("error", Map.of("error", Outcome.error(e)));
        }
    }

    private void produce() throws InterruptedException {
        Map<String, Object> config = config(Map.of("key.serializer", StringSerializer.class.getName(), "value.serializer", StringSerializer.class.getName()));
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(config)) {
            String topic = spec.text("topic");
            producer.partitionsFor(topic);
            long started = System.nanoTime();
            double gapNanos = 1e9 / Double.parseDouble(spec.text("rate"));
            int keys = spec.number("keys", 0);
            int limit = spec.number("count", Integer.MAX_VALUE);
            String value = "x".repeat(spec.number("valueBytes", 100));
            for (int n = 0; !closing && n < limit; n++) {
                sleepUntil(started + (long) (n * gapNanos));
                int number = n;
                producer.send(new ProducerRecord<>(topic, keys == 0 ? null : "key-" + n % keys, value), (metadata, failure) ->
                    event("sent", failure == null
                        ? Map.of("n", number, "partition", topic + "-" + metadata.partition(), "offset", metadata.offset())
                        : Map.of("n", number, "error", Outcome.error(failure))));
            }
        }
        event("closed", Map.of());
    }

    private void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }

    private void consume() {
        Map<String, Object> config = config(Map.of("key.deserializer", StringDeserializer.class.getName(), "value.deserializer", StringDeserializer.class.getName()));
        consumer = new KafkaConsumer<>(config);
        try {
            if (spec.has("assign")) consumer.assign(spec.texts("assign").stream().map(ClientRun::partition).toList());
            else consumer.subscribe(spec.has("topics") ? spec.texts("topics") : List.of(spec.text("topic")), new Listener());
            long work = spec.millis("work", "0ms");
            while (!closing) {
                Map<String, List<Long>> got = new TreeMap<>();
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    got.computeIfAbsent(record.topic() + "-" + record.partition(), fresh -> new ArrayList<>()).add(record.offset());
                }
                if (!got.isEmpty()) event("read", Map.of("offsets", got));
                if (!got.isEmpty() && work > 0) Thread.sleep(work);
                if (!got.isEmpty() && spec.flag("commitSync")) consumer.commitSync();
            }
        } catch (WakeupException e) {
            // close() was asked for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close(Duration.ofSeconds(10));
            event("closed", Map.of());
        }
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rebalance("assigned", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            rebalance("revoked", partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            rebalance("lost", partitions);
        }

        private void rebalance(String what, Collection<TopicPartition> partitions) {
            event(what, Map.of("partitions", names(partitions), "generation", consumer.groupMetadata().generationId(),
                "member", consumer.groupMetadata().memberId()));
        }
    }

    private Map<String, Object> config(Map<String, String> serializers) {
        Map<String, Object> config = new LinkedHashMap<>(serializers);
        config.put("bootstrap.servers", bootstrap);
        config.put("client.id", spec.text("id"));
        if (spec.has("group")) config.put("group.id", spec.text("group"));
        if (spec.text("kind").equals("consumer")) config.put("auto.offset.reset", "earliest");
        config.putAll(spec.config("config"));
        return config;
    }

    private void event(String what, Map<String, Object> fields) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", what);
        event.put("millis", System.currentTimeMillis());
        event.putAll(fields);
        sink.accept(event);
    }

    static TopicPartition partition(String name) {
        int dash = name.lastIndexOf('-');
        return new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }

    static List<String> names(Collection<TopicPartition> partitions) {
        return partitions.stream().sorted(java.util.Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
            .map(partition -> partition.topic() + "-" + partition.partition()).toList();
    }

    /** A client in a process of its own, which can be killed or paused: its spec in, its events out, a line of JSON each. */
    public static void main(String[] arguments) throws Exception {
        Spec spec = Spec.of(Json.read(arguments[0]));
        java.io.PrintStream out = new java.io.PrintStream(new java.io.FileOutputStream(arguments[2], true), true, StandardCharsets.UTF_8);
        ClientRun run = new ClientRun(spec, arguments[1], event -> {
            synchronized (out) {
                out.println(Json.write(event));
            }
        });
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            run.close();
            try {
                main.join(15_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        run.run();
    }
}
