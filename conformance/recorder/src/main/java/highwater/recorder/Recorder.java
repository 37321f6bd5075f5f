package highwater.recorder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Makes one recording: several takes of one scenario on a real cluster, merged into facts. */
public final class Recorder {
    private static final List<Map<String, String>> LEFT_OUT = List.of(
        left("topic ids, directory ids, incarnation ids, cluster id, ports, member id suffixes", "random"),
        left("timestamps and CRCs of batches", "hang on the wall clock"),
        left("offsets of the metadata log, and broker epochs, which are such offsets", "NoOp records every 500 ms move them; a broker epoch is told as the number of its registration"),
        left("BrokerRegistrationChange records that only report log directories", "come before or after the unfencing as chance has it"),
        left("batches of the metadata log without a broker's event", "several events share a batch when they fall within the append linger of 25 ms"),
        left("sizes of index files of live segments", "preallocated until the segment closes"));

    private Recorder() {}

    public static void main(String[] arguments) throws Exception {
        Tool.install();
        Map<String, String> options = new LinkedHashMap<>();
        for (int n = 0; n + 1 < arguments.length; n += 2) options.put(arguments[n], arguments[n + 1]);
        Path file = Path.of(options.get("--scenario"));
        Path out = Path.of(options.get("--out"));
        int wanted = Integer.parseInt(options.getOrDefault("--takes", "3"));
        String id = file.getFileName().toString().replace(".yaml", "");
        Map<String, Object> yaml = new Yaml().load(Files.readString(file));
        Spec scenario = Spec.of(yaml);
        Path root = Files.createTempDirectory("highwater-recorder-");
        List<Facts> takes = new ArrayList<>();
        Cluster cluster = null;
        for (int n = 1; n <= wanted; n++) {
            long began = System.currentTimeMillis();
            Path dir = Files.createDirectory(root.resolve("take-" + n));
            Take take = new Take(scenario, dir);
            take.run();
            takes.add(take.facts());
            cluster = take.cluster();
            System.err.println(id + " take " + n + ": " + (System.currentTimeMillis() - began) / 1000 + " s");
        }
        Map<String, Object> recording = new LinkedHashMap<>();
        recording.put("format", 1);
        recording.put("scenario", id);
        recording.put("kafka", options.get("--kafka"));
        recording.put("takes", takes.size());
        recording.put("made", made(cluster));
        recording.putAll(Facts.merge(takes, LEFT_OUT));
        Files.createDirectories(out.getParent());
        Files.writeString(out, Json.pretty(recording));
        System.err.println(out + " " + recording.get("counts"));
        if (options.containsKey("--keep")) System.err.println("kept " + root);
        else Snapshot.run("rm", "-rf", root.toString());
        System.exit(0);
    }

    private static Map<String, String> left(String what, String why) {
        Map<String, String> left = new LinkedHashMap<>();
        left.put("what", what);
        left.put("why", why);
        return left;
    }

    private static Map<String, Object> made(Cluster cluster) {
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("java", System.getProperty("java.version"));
        made.put("client", "the Java client of the same release");
        made.put("settings", cluster.settings());
        made.put("features", cluster.features());
        made.put("zero", "the moment all brokers were unfenced and the scenario's topics created, and 2.7 s later");
        return made;
    }
}
