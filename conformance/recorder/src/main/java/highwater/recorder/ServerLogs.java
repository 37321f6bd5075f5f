package highwater.recorder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few things only the server's own log tells: truncations that removed something, and refused registrations. */
final class ServerLogs {
    private static final Pattern TRUNCATION = Pattern.compile("UnifiedLog partition=([^,\\]]+).*Truncating to offset (\\d+)");

    private static final Pattern REFUSED = Pattern.compile("Unable to register.*?because the controller returned error (\\w+)");

    private final Cluster cluster;

    ServerLogs(Cluster cluster) {
        this.cluster = cluster;
    }

    void tell(Facts facts) throws IOException {
        for (Cluster.Node broker : cluster.brokers()) {
            List<Object> truncations = new ArrayList<>();
            Map<String, Integer> refusals = new TreeMap<>();
            for (String line : Files.readAllLines(broker.log(), StandardCharsets.UTF_8)) {
                Matcher refused = REFUSED.matcher(line);
                if (refused.find()) refusals.merge(refused.group(1), 1, Integer::sum);
                Matcher matcher = TRUNCATION.matcher(line);
                if (!matcher.find() || matcher.group(1).startsWith("__")) continue;
                truncations.add(List.of(matcher.group(1), Long.parseLong(matcher.group(2))));
            }
            facts.ordered("broker:" + broker.id() + " truncations logged", truncations);
            facts.exact("broker:" + broker.id() + " registration refused with", refusals.keySet());
            refusals.forEach((error, times) -> facts.window("broker:" + broker.id() + " registration refused with " + error + " times", times));
        }
    }
}
