package highwater.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The scenario's clients: threads of the recorder, or processes where a step kills or pauses them. */
final class Clients implements AutoCloseable {
    private final Map<String, Spec> specs = new LinkedHashMap<>();
    private final Set<String> apart;
    private final Path dir;
    private final String bootstrap;
    private final Map<String, List<Map<String, Object>>> events = new LinkedHashMap<>();
    private final Map<String, ClientRun> runs = new LinkedHashMap<>();
    private final Map<String, Thread> threads = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();

    Clients(Spec scenario, Path dir, String bootstrap) {
        for (Spec client : scenario.specs("clients")) specs.put(client.text("id"), client);
        this.apart = scenario.specs("steps").stream()
            .filter(step -> Set.of("kill", "pause", "resume").contains(step.text("do")))
            .map(step -> step.text("node")).collect(Collectors.toSet());
        this.dir = dir;
        this.bootstrap = bootstrap;
    }

    Map<String, Spec> specs() {
        return specs;
    }

    /** Topics that a client writes at a rate: how many records there are hangs on the clock. */
    Set<String> ratedTopics() {
        return specs.values().stream().filter(spec -> spec.has("rate") && !spec.has("count")).map(spec -> spec.text("topic")).collect(Collectors.toSet());
    }

    synchronized void start(String id) throws IOException {
        Spec spec = specs.get(id);
        if (apart.contains(id)) {
            List<String> command = new ArrayList<>(Cluster.javaCommand("96m"));
            command.addAll(List.of("-Dorg.slf4j.simpleLogger.logFile=" + dir.resolve("client-" + id + ".log"),
                ClientRun.class.getName(), Json.write(spec.map()), bootstrap, eventsFile(id).toString()));
            processes.put(id, new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("client-" + id + ".out").toFile())).start());
            return;
        }
        List<Map<String, Object>> sink = events.computeIfAbsent(id, fresh -> Collections.synchronizedList(new ArrayList<>()));
        ClientRun run = new ClientRun(spec, bootstrap, sink::add);
        Thread thread = new Thread(run, "client-" + id);
        thread.setDaemon(true);
        runs.put(id, run);
        threads.put(id, thread);
        thread.start();
    }

    /** The orderly end: close() of the client. */
    void stop(String id) throws InterruptedException {
        Process process = processes.get(id);
        if (process != null) {
            process.destroy();
            process.waitFor(20, TimeUnit.SECONDS);
            return;
        }
        ClientRun run = runs.get(id);
        if (run == null) return;
        run.close();
        threads.get(id).join(20_000);
    }

    void kill(String id) throws InterruptedException {
        processes.get(id).destroyForcibly().waitFor();
    }

    void signal(String id, String signal) throws IOException, InterruptedException {
        Cluster.signal(processes.get(id), signal);
    }

    List<Map<String, Object>> events(String id) {
        List<Map<String, Object>> told = events.get(id);
        if (told != null) {
            synchronized (told) {
                return new ArrayList<>(told);
            }
        }
        try {
            return Files.exists(eventsFile(id)) ? Files.readAllLines(eventsFile(id)).stream().map(Json::read).toList() : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        runs.values().forEach(ClientRun::close);
    }

    private Path eventsFile(String id) {
        return dir.resolve("client-" + id + ".jsonl");
    }
}
