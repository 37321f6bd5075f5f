import java.lang.reflect.*;
import java.util.*;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;

/** Prints what a release's own definitions say: defaults, checks and kinds of dynamic change of configs; codes of errors, and what a client does about them. */
public final class Defaults {
    public static void main(String[] args) throws Exception {
        StringBuilder out = new StringBuilder("{\n");
        out.append("  \"kafka\": ").append(text(args[0])).append(",\n");
        scope(out, "producer", field("org.apache.kafka.clients.producer.ProducerConfig", "CONFIG"), Map.of());
        scope(out, "consumer", field("org.apache.kafka.clients.consumer.ConsumerConfig", "CONFIG"), Map.of());
        scope(out, "topic", field("org.apache.kafka.storage.internals.log.LogConfig", "CONFIG"), Map.of());
        scope(out, "cluster", server(), updateModes());
        errors(out);
        features(out);
        out.setLength(out.length() - 2);
        System.out.print(out.append("\n}\n"));
    }

    private static void errors(StringBuilder out) {
        out.append("  \"errors\": {\n");
        for (Errors error : Errors.values()) {
            out.append("    ").append(text(error.name())).append(": { \"code\": ").append(error.code());
            if (error.exception() instanceof RetriableException) out.append(", \"retriable\": true");
            if (error.exception() instanceof InvalidMetadataException) out.append(", \"refreshesMetadata\": true");
            out.append(" },\n");
        }
        out.setLength(out.length() - 2);
        out.append("\n  },\n");
    }

    /** Levels that a new cluster gets, by metadata version; of the release whose classes name them all. */
    private static void features(StringBuilder out) throws Exception {
        Class<?> feature;
        try {
            feature = Class.forName("org.apache.kafka.server.common.Feature");
        } catch (ClassNotFoundException e) {
            return;
        }
        Class<?> version = Class.forName("org.apache.kafka.server.common.MetadataVersion");
        Method defaultLevel = feature.getMethod("defaultLevel", version);
        out.append("  \"features\": {\n");
        for (Object level : version.getEnumConstants()) {
            out.append("    ").append(text(level.toString())).append(": { \"metadata.version\": ");
            out.append(version.getMethod("featureLevel").invoke(level));
            for (Object each : (List<?>) feature.getField("PRODUCTION_FEATURES").get(null)) {
                String name = (String) feature.getMethod("featureName").invoke(each);
                out.append(", ").append(text(name)).append(": ").append(defaultLevel.invoke(each, level));
            }
            out.append(" },\n");
        }
        out.setLength(out.length() - 2);
        out.append("\n  },\n");
    }

    private static ConfigDef field(String of, String name) throws Exception {
        Field field = Class.forName(of).getDeclaredField(name);
        field.setAccessible(true);
        return (ConfigDef) field.get(null);
    }

    private static ConfigDef server() throws Exception {
        try {
            return field("org.apache.kafka.server.config.AbstractKafkaConfig", "CONFIG_DEF");
        } catch (NoSuchFieldException | ClassNotFoundException e) {
            return (ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null);
        }
    }

    /** Of the server's object where it still has one, as in 3.9. */
    private static Map<?, ?> updateModes() throws Exception {
        try {
            Class<?> before = Class.forName("kafka.server.DynamicBrokerConfig$");
            return (Map<?, ?>) before.getMethod("dynamicConfigUpdateModes").invoke(before.getField("MODULE$").get(null));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return (Map<?, ?>) Class.forName("org.apache.kafka.server.config.DynamicBrokerConfig").getMethod("dynamicConfigUpdateModes").invoke(null);
        }
    }

    private static void scope(StringBuilder out, String name, ConfigDef def, Map<?, ?> modes) {
        out.append("  ").append(text(name)).append(": {\n");
        for (ConfigDef.ConfigKey key : new TreeMap<>(def.configKeys()).values()) {
            out.append("    ").append(text(key.name)).append(": { \"type\": ").append(text(key.type().name().toLowerCase(Locale.ROOT)));
            if (key.hasDefault()) out.append(", \"default\": ").append(value(key, key.defaultValue));
            if (key.validator != null) out.append(", \"check\": ").append(text(check(key.validator)));
            if (modes.containsKey(key.name)) out.append(", \"update\": ").append(text(modes.get(key.name).toString()));
            if (key.internalConfig) out.append(", \"internal\": true");
            out.append(" },\n");
        }
        out.setLength(out.length() - 2);
        out.append("\n  },\n");
    }

    /** A validator of no words of its own prints its address, which changes from run to run. */
    private static String check(ConfigDef.Validator validator) {
        return validator.toString().replaceFirst("^.*[.$]([A-Za-z]+)(\\$\\d+)?(\\$\\$Lambda.*)?(@|/0x).*$", "$1");
    }

    private static String value(ConfigDef.ConfigKey key, Object value) {
        if (value == null) return "null";
        if (value instanceof Number || value instanceof Boolean) return value.toString();
        return text(ConfigDef.convertToString(value, key.type()));
    }

    private static String text(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
