package highwater.recorder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** The `produce` step: named records through a real Java producer, together or each on its own. */
final class ProduceStep {
    private final String bootstrap;
    private final Map<String, KafkaProducer<String, String>> kept = new HashMap<>();

    ProduceStep(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    Object run(Spec step) throws Exception {
        String name = step.text("producer", null);
        KafkaProducer<String, String> producer = name == null ? open(step) : kept.computeIfAbsent(name, fresh -> open(step));
        try {
            return send(producer, step);
        } finally {
            if (name == null) producer.close();
        }
    }

    private KafkaProducer<String, String> open(Spec step) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", bootstrap,
            "key.serializer", StringSerializer.class.getName(), "value.serializer", StringSerializer.class.getName()));
        // Together means in one batch a partition: nothing leaves before the flush, unless the batch is full.
        if (!step.flag("each")) config.put("linger.ms", "60000");
        config.putAll(step.config("config"));
        return new KafkaProducer<>(config);
    }

    private static Object send(KafkaProducer<String, String> producer, Spec step) throws Exception {
        String topic = step.text("topic");
        List<Map<String, Object>> failures = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        List<ProducerRecord<String, String>> records = records(topic, step);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<String, String> record : records) {
            Future<RecordMetadata> future = producer.send(record);
            sent.add(future);
            if (step.flag("each")) await(future);
        }
        producer.flush();
        for (int n = 0; n < records.size(); n++) {
            List<Object> row = new ArrayList<>();
            row.add(records.get(n).key());
            try {
                RecordMetadata metadata = sent.get(n).get();
                row.add(topic + "-" + metadata.partition());
                row.add(metadata.offset());
            } catch (Exception e) {
                Map<String, Object> error = Outcome.error(e);
                row.add(error.get("exception"));
                if (!failures.contains(error)) failures.add(error);
            }
            rows.add(row);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (!failures.isEmpty()) result.put("errors", failures);
        if (step.flag("runs")) result.put("runs", runs(rows));
        else result.put("records", rows);
        return result;
    }

    /** How many records in a row went to the same partition: which partition comes first is chance. */
    private static List<Integer> runs(List<List<Object>> rows) {
        List<Integer> runs = new ArrayList<>();
        Object last = null;
        for (List<Object> row : rows) {
            if (row.get(1).equals(last)) runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
            else runs.add(1);
            last = row.get(1);
        }
        return runs;
    }

    private static void await(Future<RecordMetadata> future) throws InterruptedException {
        try {
            future.get();
        } catch (java.util.concurrent.ExecutionException e) {
            // Told with its row.
        }
    }

    private static List<ProducerRecord<String, String>> records(String topic, Spec step) {
        Integer partition = step.has("partition") ? Integer.valueOf(step.number("partition", 0)) : null;
        String value = "x".repeat(step.number("valueBytes", 100));
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (Spec record : step.specs("records")) {
            Long timestamp = record.has("timestamp") ? Long.valueOf(record.text("timestamp")) : null;
            String own = record.map().containsKey("value") ? (String) record.map().get("value") : value;
            records.add(new ProducerRecord<>(topic, partition, timestamp, record.text("key", null), own));
        }
        for (String key : step.texts("keys")) records.add(new ProducerRecord<>(topic, partition, key, value));
        int count = step.number("count", 0);
        int different = step.number("distinct", count);
        long timestamp = step.has("timestamp") ? Long.parseLong(step.text("timestamp")) : -1;
        long apart = step.millis("timestampStep", "0ms");
        for (int n = 0; n < count; n++) {
            String key = step.has("keyPrefix") ? step.text("keyPrefix") + n % different : null;
            records.add(new ProducerRecord<>(topic, partition, timestamp < 0 ? null : Long.valueOf(timestamp + n * apart), key, value));
        }
        return records;
    }
}
