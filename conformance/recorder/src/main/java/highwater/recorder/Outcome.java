package highwater.recorder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.protocol.Errors;

/** How an error reaches a client: Kafka's own name and code for it, the exception's class, the message. */
final class Outcome {
    private Outcome() {}

    static Map<String, Object> error(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null) cause = cause.getCause();
        Map<String, Object> error = new LinkedHashMap<>();
        Errors known = Errors.forException(cause);
        // A client's own timeout and a broker's REQUEST_TIMED_OUT are one class: no code is claimed for it.
        if (known != Errors.UNKNOWN_SERVER_ERROR && known != Errors.REQUEST_TIMED_OUT) {
            error.put("error", known.name());
            error.put("code", (int) known.code());
        }
        error.put("exception", cause.getClass().getSimpleName());
        error.put("message", String.valueOf(cause.getMessage()).replaceAll("\\d+ ms has passed", "<n> ms has passed").replaceAll("127\\.0\\.0\\.1:\\d+", "<address>"));
        if (cause.getCause() != null && cause.getCause() != cause) error.put("cause", cause.getCause().getClass().getSimpleName());
        return error;
    }
}
