package highwater.recorder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Real controllers and brokers, each a process of its own, listening on loopback and ended by its own process id. */
final class Cluster implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    record Node(int id, boolean broker, int port, String rack, Path dir) {
        Path data() {
            return dir.resolve("data");
        }

        Path properties() {
            return dir.resolve("server.properties");
        }

        Path log() {
            return dir.resolve("server.log");
        }
    }

    private final Map<Integer, Node> nodes = new TreeMap<>();
    private final Map<Integer, Process> running = new LinkedHashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> features = new TreeMap<>();
    private final String metadataVersion;

    Cluster(Spec scenario, Path dir) throws IOException {
        Spec cluster = scenario.spec("cluster");
        List<ServerSocket> held = new ArrayList<>();
        for (Object id : cluster.list("controllers")) addNode(Integer.parseInt(id.toString()), false, null, dir, held);
        for (Spec broker : cluster.specs("brokers")) addNode(broker.number("id", 0), true, broker.text("rack", null), dir, held);
        for (ServerSocket socket : held) socket.close();
        int copies = Math.min(3, brokers().size());
        // A heap of 192 MiB has no room for the default 128 MiB of the log cleaner's map.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("offsets.topic.replication.factor", String.valueOf(copies));
        settings.put("transaction.state.log.replication.factor", String.valueOf(copies));
        settings.put("transaction.state.log.min.isr", String.valueOf(Math.min(2, copies)));
        settings.putAll(cluster.config("config"));
        features.putAll(cluster.config("features"));
        metadataVersion = cluster.text("metadataVersion", null);
        format();
    }

    Map<String, String> settings() {
        return settings;
    }

    Map<String, String> features() {
        return features;
    }

    List<Node> brokers() {
        return nodes.values().stream().filter(Node::broker).toList();
    }

    List<Node> controllers() {
        return nodes.values().stream().filter(node -> !node.broker()).toList();
    }

    Node node(int id) {
        Node node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id);
        return node;
    }

    boolean isNode(String id) {
        return id.chars().allMatch(Character::isDigit) && nodes.containsKey(Integer.parseInt(id));
    }

    boolean alive(int id) {
        Process process = running.get(id);
        return process != null && process.isAlive();
    }

    String bootstrap() {
        return brokers().stream().map(node -> HOST + ":" + node.port()).collect(Collectors.joining(","));
    }

    /** Each address and folder of this take, and the name it goes by in a recording. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Node node : nodes.values()) {
            String name = (node.broker() ? "broker:" : "controller:") + node.id();
            names.put(HOST + ":" + node.port(), name);
            names.put("localhost:" + node.port(), name);
            names.put(node.dir().toString(), "<" + name + ">");
        }
        return names;
    }

    void start(int id) throws IOException {
        if (alive(id)) throw new IllegalStateException("node " + id + " runs already");
        Node node = node(id);
        List<String> command = new ArrayList<>(javaCommand(node.broker() ? "192m" : "160m"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS");
        command.add("kafka.Kafka");
        command.add(node.properties().toString());
        running.put(id, new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log().toFile())).start());
    }

    static List<String> javaCommand(String heap) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-Xss256k",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"));
    }

    /** kill -9: the process is gone, its page cache is not. */
    void kill(int id) throws InterruptedException {
        Process process = running.get(id);
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, which a broker answers with a controlled shutdown; waits until it is gone. */
    void stop(int id) throws InterruptedException {
        Process process = running.get(id);
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IllegalStateException("node " + id + " did not stop in 60 s");
    }

    /** SIGSTOP or SIGCONT, as a long garbage collection begins and ends. */
    void signal(int id, String signal) throws IOException, InterruptedException {
        signal(running.get(id), signal);
    }

    static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        for (Process process : running.values()) process.destroyForcibly();
        for (Process process : running.values()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void addNode(int id, boolean broker, String rack, Path dir, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
        held.add(socket);
        Path nodeDir = dir.resolve("node-" + id);
        Files.createDirectories(nodeDir);
        nodes.put(id, new Node(id, broker, socket.getLocalPort(), rack, nodeDir));
    }

    private void format() throws IOException {
        String clusterId = org.apache.kafka.common.Uuid.randomUuid().toString();
        String voters = controllers().stream().map(node -> node.id() + "@" + HOST + ":" + node.port()).collect(Collectors.joining(","));
        for (Node node : nodes.values()) {
            Map<String, String> config = new LinkedHashMap<>();
            config.put("process.roles", node.broker() ? "broker" : "controller");
            config.put("node.id", String.valueOf(node.id()));
            String listener = node.broker() ? "PLAINTEXT" : "CONTROLLER";
            config.put("listeners", listener + "://" + HOST + ":" + node.port());
            config.put("controller.listener.names", "CONTROLLER");
            config.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
            config.put("controller.quorum.voters", voters);
            config.put("log.dirs", node.data().toString());
            if (node.rack() != null) config.put("broker.rack", node.rack());
            config.putAll(settings);
            Files.write(node.properties(), config.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
            List<String> arguments = new ArrayList<>(List.of("format", "-t", clusterId, "-c", node.properties().toString()));
            if (metadataVersion != null) arguments.addAll(List.of("--release-version", metadataVersion));
            features.forEach((name, level) -> arguments.addAll(List.of("--feature", name + "=" + level)));
            Tool.run("kafka.tools.StorageTool", arguments);
        }
    }
}
