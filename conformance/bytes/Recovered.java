import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.util.KafkaScheduler;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/** Loads the log in a partition's directory as a broker does after an unclean stop: {@code <directory> <recovery point>}. Tells what it is then. */
public final class Recovered {
    private static final int TRANSACTION_TIMEOUT_MS = 900_000;
    private static final int PRODUCER_EXPIRATION_MS = 86_400_000;
    private static final int PRODUCER_CHECK_MS = 600_000;

    public static void main(String[] args) throws Exception {
        File dir = new File(args[0]);
        KafkaScheduler scheduler = new KafkaScheduler(1);
        scheduler.startup();
        UnifiedLog log = UnifiedLog.create(dir, new LogConfig(new Properties()), 0L, Long.parseLong(args[1]), scheduler,
            new BrokerTopicStats(), Time.SYSTEM, TRANSACTION_TIMEOUT_MS, new ProducerStateManagerConfig(PRODUCER_EXPIRATION_MS, false),
            PRODUCER_CHECK_MS, new LogDirFailureChannel(1), false, Optional.empty());
        List<List<Long>> segments = new ArrayList<>();
        for (LogSegment segment : log.logSegments()) segments.add(List.of(segment.baseOffset(), (long) segment.size()));
        List<String> deleted = new ArrayList<>();
        for (File file : dir.listFiles()) if (file.getName().endsWith(".deleted")) deleted.add(file.getName());
        deleted.sort(null);
        Map<String, Object> told = new TreeMap<>(Map.of("logEnd", log.logEndOffset(), "segments", segments, "deleted", deleted));
        System.out.println("TOLD " + new ObjectMapper().writeValueAsString(told));
        System.out.flush();
        // The files that wait to be removed are not waited for.
        Runtime.getRuntime().halt(0);
    }
}
