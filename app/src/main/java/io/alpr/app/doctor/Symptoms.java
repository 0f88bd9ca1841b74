package io.alpr.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the figures of running services say is wrong, by the bounds that the alert rules have. */
final class Symptoms {
    private static final double GIB = 1L << 30;
    private static final double OUTBOX_FULL = 0.8;
    private static final double DISK_FREE = 0.1;
    private static final int LAG_MAX = 1000;
    private static final Duration WAIT_MAX = Duration.ofMinutes(5);
    private static final Duration CERTIFICATE_MIN = Duration.ofDays(14);
    private static final Duration BACKUP_MAX = Duration.ofDays(2);
    private static final Set<String> WITHOUT_PICTURE = Set.of("connecting", "backing_off");

    private final List<Sample> samples;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private Symptoms(List<Sample> samples, Instant now) {
        this.samples = samples;
        this.now = now;
    }

    /** One finding for each thing that is wrong; none where all is well. */
    static List<Finding> of(List<Sample> samples, Instant now) {
        var symptoms = new Symptoms(samples, now);
        symptoms.cameras();
        symptoms.outbox();
        symptoms.recorder();
        symptoms.backup();
        symptoms.certificate();
        symptoms.disk();
        return List.copyOf(symptoms.findings);
    }

    private void cameras() {
        for (var sample : named("alpr_camera_state")) {
            if (sample.value() == 1 && WITHOUT_PICTURE.contains(sample.label("state"))) {
                fail(
                        "camera %s gives no picture: %s"
                                .formatted(sample.label("camera_id"), sample.label("state")),
                        "./alpr camera check ADDRESS tells whether it is the address, the password, the network or the camera");
            }
        }
        for (var sample : named("alpr_camera_condition")) {
            if (sample.value() == 1) {
                warn(
                        "camera %s is %s"
                                .formatted(sample.label("camera_id"), sample.label("condition")),
                        "look at its picture: dirt, a turned camera, a failed lamp and a frozen encoder look like this");
            }
        }
    }

    private void outbox() {
        double used = value("alpr_outbox_bytes", 0) / value("alpr_outbox_limit_bytes", 1);
        if (used > OUTBOX_FULL) {
            fail(
                    "outbox is full to %.0f %%".formatted(100 * used),
                    "bring the broker back, or raise outbox: size_mib; what comes when it is full is turned away");
        }
        double waited = value("alpr_outbox_oldest_seconds", 0);
        if (waited > WAIT_MAX.toSeconds()) {
            warn(
                    "%.0f events wait in the outbox, the oldest for %.0f min"
                            .formatted(value("alpr_outbox_events", 0), waited / 60),
                    "nothing is lost; /health of the pilot names what is away");
        }
        double aside = value("alpr_outbox_set_aside_events", 0);
        if (aside > 0) {
            warn(
                    "%.0f events in the outbox can never be sent".formatted(aside),
                    "the pilot's log says why (setAside=); mend that and start the pilot again");
        }
    }

    private void recorder() {
        double letters = value("kafka_consumer_dlq_messages", 0);
        if (letters > 0) {
            warn(
                    "%.0f dead letters lie in Kafka".formatted(letters),
                    "./alpr dlq list, then dlq replay or dlq drop");
        }
        double lag = value("kafka_consumer_lag", 0);
        if (lag > LAG_MAX) {
            warn(
                    "%.0f records wait for the recorder".formatted(lag),
                    "is the database slow? Else start another recorder; they share the work");
        }
    }

    private void backup() {
        for (var sample : named("alpr_backup_last_timestamp_seconds")) {
            var age = Duration.between(at(sample.value()), now);
            if (sample.value() == 0) {
                warn("there is no backup", "./alpr backup FOLDER, each night, to another disk");
            } else if (age.compareTo(BACKUP_MAX) > 0) {
                warn(
                        "the last backup is %d days old".formatted(age.toDays()),
                        "./alpr backup FOLDER, each night, to another disk");
            }
        }
    }

    private void certificate() {
        for (var sample : named("alpr_tls_certificate_end_timestamp_seconds")) {
            var left = Duration.between(now, at(sample.value()));
            if (left.isNegative()) {
                fail(
                        "the TLS certificate ended on " + at(sample.value()),
                        "put the renewed files in the place of the old ones; they are taken over within ten seconds");
            } else if (left.compareTo(CERTIFICATE_MIN) < 0) {
                warn(
                        "the TLS certificate ends in %d days".formatted(left.toDays()),
                        "put the renewed files in the place of the old ones; they are taken over within ten seconds");
            }
        }
    }

    private void disk() {
        for (var free : named("disk_free_bytes")) {
            for (var total : named("disk_total_bytes")) {
                if (total.labels().equals(free.labels())
                        && free.value() < DISK_FREE * total.value()) {
                    warn(
                            "the disk of %s has %.1f GiB left of %.1f"
                                    .formatted(
                                            free.label("path"),
                                            free.value() / GIB,
                                            total.value() / GIB),
                            "shorten retention in alpr.yaml, or give it a larger disk");
                }
            }
        }
    }

    private List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    private double value(String name, double otherwise) {
        return named(name).stream().mapToDouble(Sample::value).findFirst().orElse(otherwise);
    }

    private static Instant at(double seconds) {
        return Instant.ofEpochSecond((long) seconds);
    }

    private void warn(String what, String remedy) {
        findings.add(Finding.warn(what, remedy));
    }

    private void fail(String what, String remedy) {
        findings.add(Finding.fail(what, remedy));
    }
}
