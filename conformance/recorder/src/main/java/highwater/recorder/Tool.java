package highwater.recorder;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Exit;

/** Runs one of Kafka's own command-line tools in this process and returns what it prints. */
final class Tool {
    private static final PrintStream STDOUT = System.out;
    private static final PrintStream STDERR = System.err;
    private static volatile OutputStream capture;

    private static final class Exited extends RuntimeException {
        final int status;

        Exited(int status) {
            super("exit " + status);
            this.status = status;
        }
    }

    record Output(int status, List<String> lines) {}

    private Tool() {}

    /** Must run before any tool class is loaded: the tools keep the streams they find. */
    static void install() {
        System.setOut(new PrintStream(new Switch(STDOUT), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Switch(STDERR), true, StandardCharsets.UTF_8));
        Exit.setExitProcedure((status, message) -> {
            throw new Exited(status);
        });
        Exit.setHaltProcedure((status, message) -> {
            throw new Exited(status);
        });
    }

    static synchronized Output run(String mainClass, List<String> arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = 0;
        capture = bytes;
        try {
            Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof Exited exited) {
                status = exited.status;
            } else {
                throw new IllegalStateException(mainClass + " " + arguments + " printed " + bytes, e.getCause());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            capture = null;
        }
        return new Output(status, bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static final class Switch extends OutputStream {
        private final OutputStream normal;

        Switch(OutputStream normal) {
            this.normal = normal;
        }

        @Override
        public void write(int b) throws java.io.IOException {
            OutputStream to = capture;
            (to == null ? normal : to).write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws java.io.IOException {
            OutputStream to = capture;
            (to == null ? normal : to).write(bytes, from, length);
        }
    }
}
