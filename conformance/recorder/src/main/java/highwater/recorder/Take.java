package highwater.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** One run of a scenario on a cluster of its own, by the wall clock, and the facts it leaves. */
final class Take {
    private static final long START_TIMEOUT_MS = 120_000;

    private final Spec scenario;
    private final Path dir;
    private final Facts facts = new Facts();
    private final Map<String, Object> stepResults = new TreeMap<>();
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    private Cluster cluster;
    private Clients clients;
    private Admin admin;
    private long zero;

    private record Input(long millis, String name, Spec step) {}

    Take(Spec scenario, Path dir) {
        this.scenario = scenario;
        this.dir = dir;
    }

    Facts facts() {
        return facts;
    }

    Cluster cluster() {
        return cluster;
    }

    void run() throws Exception {
        cluster = new Cluster(scenario, dir);
        Thread onExit = new Thread(cluster::close);
        Runtime.getRuntime().addShutdownHook(onExit);
        clients = new Clients(scenario, dir, cluster.bootstrap());
        try (Admin open = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap(), "client.id", "recorder"))) {
            admin = open;
            startUp();
            play();
            observe();
        } finally {
            clients.close();
            cluster.close();
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        read();
    }

    private void startUp() throws Exception {
        for (Cluster.Node node : cluster.controllers()) cluster.start(node.id());
        // One after the other, so that brokers register in the order of their ids as far as the machine allows.
        for (Cluster.Node node : cluster.brokers()) cluster.start(node.id());
        long until = System.currentTimeMillis() + START_TIMEOUT_MS;
        while (!allUp()) {
            if (System.currentTimeMillis() > until) throw new IllegalStateException("the cluster did not come up; see " + dir);
            Thread.sleep(300);
        }
        Steps steps = new Steps(cluster, clients, admin);
        for (Spec topic : scenario.specs("topics")) steps.createTopic(topic);
        warmGroups();
        Thread.sleep(2_500);
    }

    private boolean allUp() {
        try {
            return admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() == cluster.brokers().size();
        } catch (Exception e) {
            return false;
        }
    }

    /** The offsets topic exists and is loaded before time zero: asking for a group's offsets makes it. */
    private void warmGroups() throws Exception {
        TreeSet<String> groups = groups();
        long until = System.currentTimeMillis() + START_TIMEOUT_MS;
        for (String group : groups) {
            while (true) {
                try {
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(15, TimeUnit.SECONDS);
                    break;
                } catch (Exception e) {
                    if (System.currentTimeMillis() > until) throw e;
                    Thread.sleep(300);
                }
            }
        }
    }

    private TreeSet<String> groups() {
        TreeSet<String> groups = new TreeSet<>();
        for (Spec client : scenario.specs("clients")) if (client.has("group")) groups.add(client.text("group"));
        for (Spec step : scenario.specs("steps")) if (step.has("group")) groups.add(step.text("group"));
        return groups;
    }

    private void play() throws Exception {
        List<Input> inputs = inputs();
        Steps steps = new Steps(cluster, clients, admin);
        ExecutorService aside = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> running = new ArrayList<>();
        zero = System.currentTimeMillis() + 200;
        for (Input input : inputs) {
            sleepUntil(zero + input.millis());
            Runnable work = () -> carryOut(steps, input);
            if (input.step().flag("aside")) running.add(aside.submit(work));
            else work.run();
        }
        sleepUntil(zero + scenario.millis("until", "10s"));
        for (Future<?> task : running) {
            if (!task.isDone()) System.err.println("a step set aside was still running at the end");
        }
    }

    private void carryOut(Steps steps, Input input) {
        try {
            if (input.step().text("do").equals("snapshot")) {
                snapshots.put(input.name(), Snapshot.take(cluster, dir.resolve("snapshot-" + snapshots.size())));
                describe(input.name());
                return;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        long before = System.currentTimeMillis();
        Object result = steps.run(input.step());
        if (!"ok".equals(result) || input.step().has("id")) facts.exact("step:" + input.name() + " result", result);
        if (input.step().flag("timed")) facts.window("step:" + input.name() + " tookMs", System.currentTimeMillis() - before);
    }

    /** The steps, and the begin and end of every client that has one, in order of time. */
    private List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        int n = 0;
        for (Spec step : scenario.specs("steps")) {
            inputs.add(new Input(step.millis("at", "0s"), step.text("id", n + "/" + step.text("do")), step));
            n++;
        }
        for (Spec client : clients.specs().values()) {
            String id = client.text("id");
            if (!client.flag("byStep")) inputs.add(new Input(client.millis("from", "0s"), id + "/from", Spec.of(Map.of("do", "start", "node", id))));
            if (client.has("to")) inputs.add(new Input(client.millis("to", "0s"), id + "/to", Spec.of(Map.of("do", "stop", "node", id))));
        }
        inputs.sort(Comparator.comparingLong(Input::millis));
        return inputs;
    }

    /** What must be seen while the cluster still runs. */
    private void observe() throws Exception {
        describe("end");
        snapshots.put("end", Snapshot.take(cluster, dir.resolve("snapshot-end")));
        long most = -1;
        for (Cluster.Node node : cluster.controllers()) {
            long size = LogDump.files(node.data().resolve("__cluster_metadata-0"), ".log").stream().mapToLong(file -> file.toFile().length()).sum();
            if (size <= most) continue;
            most = size;
            Path copy = dir.resolve("metadata");
            Snapshot.run("rm", "-rf", copy.toString());
            Files.createDirectories(copy);
            Snapshot.run("cp", "-a", "--sparse=always", node.data().resolve("__cluster_metadata-0").toString(), copy.toString());
        }
        for (String client : clients.specs().keySet()) clients.stop(client);
    }

    private void describe(String id) {
        for (String group : groups()) {
            facts.exact(id + " group:" + group, groupState(group));
        }
    }

    private Object groupState(String group) {
        try {
            Map<String, Object> state = new LinkedHashMap<>();
            var description = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get(10, TimeUnit.SECONDS);
            state.put("state", String.valueOf(description.state()));
            state.put("assignor", description.partitionAssignor());
            Map<String, Object> members = new TreeMap<>();
            description.members().forEach(member -> members.put(member.clientId(), ClientRun.names(member.assignment().topicPartitions())));
            state.put("members", members);
            state.put("committed", new Steps(cluster, clients, admin).committed(group));
            return state;
        } catch (Exception e) {
            return Outcome.error(e);
        }
    }

    private void read() throws IOException {
        MetadataLog metadata = MetadataLog.read(dir.resolve("metadata"));
        new MetadataFacts(metadata, zero).tell(facts);
        boolean logs = !"false".equals(scenario.text("logs", "true"));
        for (Map.Entry<String, Snapshot> entry : snapshots.entrySet()) {
            if (logs) entry.getValue().read(entry.getKey(), indexes(entry.getKey()), clients.ratedTopics(), facts);
        }
        Snapshot end = snapshots.get("end");
        new ClientFacts(clients, end, metadata, zero).tell(facts);
        if (!groups().isEmpty()) new GroupLog(cluster, end, metadata, zero).tell(facts);
        new ServerLogs(cluster).tell(facts);
    }

    private boolean indexes(String snapshot) {
        if (snapshot.equals("end")) return scenario.flag("indexes");
        return scenario.specs("steps").stream().anyMatch(step -> step.text("id", "").equals(snapshot) && step.flag("indexes"));
    }

    private static void sleepUntil(long millis) throws InterruptedException {
        long left = millis - System.currentTimeMillis();
        if (left > 0) Thread.sleep(left);
    }
}
