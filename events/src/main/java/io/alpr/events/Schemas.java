package io.alpr.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** Today's Avro schemas, from the files beside this class. */
public final class Schemas {
    /** {@code com.alpr.events.PlateEvent}. */
    public static final Schema PLATE_EVENT = load("PlateEvent.avsc");

    /** {@code com.alpr.events.CameraStatus}. */
    public static final Schema CAMERA_STATUS = load("CameraStatus.avsc");

    private Schemas() {}

    /** The registry's name for a topic's values, by Confluent's rule: {@code <topic>-value}. */
    public static String subject(String topic) {
        return topic + "-value";
    }

    private static Schema load(String file) {
        try (var in = Schemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("schema file is missing: " + file);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("schema file cannot be read: " + file, e);
        }
    }
}
