package io.alpr.pilot.metric;

import io.alpr.service.MeterSpec;
import io.alpr.service.Metric;

/** All that the pilot measures, by the contract's names where it has them. */
public enum PilotMetric implements Metric {
    /** Frames that went through the pipeline. */
    FRAMES_PROCESSED(
            MeterSpec.counter(
                    "alpr.frames.processed", "Frames that went through the pipeline", "camera_id")),
    /** Frames passed over by the frame budget. */
    FRAMES_SKIPPED(
            MeterSpec.counter(
                    "alpr.frames.skipped", "Frames passed over by the frame budget", "camera_id")),
    /** Frames thrown away, by reason. */
    FRAMES_DROPPED(
            MeterSpec.counter(
                    "alpr.frames.dropped", "Frames thrown away, by reason", "camera_id", "reason")),
    /** Packets or frames that could not be decoded. */
    FRAMES_UNDECODABLE(
            MeterSpec.counter(
                    "alpr.frames.undecodable",
                    "Packets or frames that could not be decoded",
                    "camera_id")),
    /** Vehicles whose plate was followed. */
    VEHICLES_DETECTED(
            MeterSpec.counter(
                    "alpr.vehicles.detected", "Vehicles whose plate was followed", "camera_id")),
    /** Plates found in frames. */
    PLATES_DETECTED(
            MeterSpec.counter("alpr.plates.detected", "Plates found in frames", "camera_id")),
    /** Plates found in frames outside the zone or in a mask, by reason. */
    PLATES_IGNORED(
            MeterSpec.counter(
                    "alpr.plates.ignored",
                    "Plates found in frames outside the zone or in a mask, by reason",
                    "camera_id",
                    "reason")),
    /** Plate crops given to the reader. */
    OCR_OPERATIONS(
            MeterSpec.counter(
                    "alpr.ocr.operations", "Plate crops given to the reader", "camera_id")),
    /** Refused reads and passes, by reason. */
    READS_REJECTED(
            MeterSpec.counter(
                    "alpr.reads.rejected",
                    "Refused reads and passes, by reason",
                    "camera_id",
                    "reason")),
    /** Tracks that went on with an earlier pass. */
    PASSES_REJOINED(
            MeterSpec.counter(
                    "alpr.passes.rejoined",
                    "Tracks that went on with an earlier pass",
                    "camera_id")),
    /** Tracks in which another vehicle took the place. */
    PASSES_PARTED(
            MeterSpec.counter(
                    "alpr.passes.parted",
                    "Tracks in which another vehicle took the place",
                    "camera_id")),
    /** Second looks at the evidence stream, by outcome. */
    EVIDENCE(
            MeterSpec.counter(
                    "alpr.evidence",
                    "Second looks at the evidence stream, by outcome",
                    "camera_id",
                    "outcome")),
    /** Events acknowledged by the broker. */
    EVENTS_PUBLISHED(
            MeterSpec.counter(
                    "alpr.events.published", "Events acknowledged by the broker", "camera_id")),
    /** Events that the full outbox did not take. */
    EVENTS_TURNED_AWAY(
            MeterSpec.counter(
                    "alpr.events.turned.away",
                    "Events that the full outbox did not take",
                    "camera_id")),
    /** Events set aside, since they can never be delivered. */
    EVENTS_LOST(
            MeterSpec.counter(
                    "alpr.events.lost",
                    "Events set aside, since they can never be delivered",
                    "camera_id")),
    /** Frames a second over the last ten seconds. */
    FPS(MeterSpec.gauge("alpr.fps", "", "Frames a second over the last ten seconds", "camera_id")),
    /** Plates followed now. */
    ACTIVE_TRACKS(MeterSpec.gauge("alpr.active.tracks", "", "Plates followed now", "camera_id")),
    /** How far decoding is behind what the camera sends. */
    CAMERA_LAG(
            MeterSpec.gauge(
                    "alpr.camera.lag",
                    "seconds",
                    "How far decoding is behind what the camera sends",
                    "camera_id")),
    /** 1 for the state that the camera is in, 0 for the others. */
    CAMERA_STATE(
            MeterSpec.gauge(
                    "alpr.camera.state",
                    "",
                    "1 for the state that the camera is in, 0 for the others",
                    "camera_id",
                    "state")),
    /** 1 while the camera is in this condition, see its health. */
    CAMERA_CONDITION(
            MeterSpec.gauge(
                    "alpr.camera.condition",
                    "",
                    "1 while the camera is in this condition, see its health",
                    "camera_id",
                    "condition")),
    /** Time of one frame through the pipeline. */
    PROCESSING_TIME(
            MeterSpec.histogram(
                    "alpr.processing.time", "Time of one frame through the pipeline", "camera_id")),
    /** Work of FFmpeg for one frame, passed over ones included. */
    DECODE_TIME(
            MeterSpec.histogram(
                    "alpr.decode.time",
                    "Work of FFmpeg for one frame, passed over ones included",
                    "camera_id")),
    /** Time of one detection. */
    DETECTION_TIME(
            MeterSpec.histogram("alpr.detection.time", "Time of one detection", "camera_id")),
    /** Time of one call of the reader. */
    OCR_TIME(MeterSpec.histogram("alpr.ocr.time", "Time of one call of the reader", "camera_id")),
    /** Time of encoding one picture of an event. */
    JPEG_TIME(
            MeterSpec.histogram(
                    "alpr.jpeg.time", "Time of encoding one picture of an event", "camera_id")),
    /** From offering an event to the outbox until it is on disk. */
    KEEP_TIME(
            MeterSpec.histogram(
                    "alpr.keep.time",
                    "From offering an event to the outbox until it is on disk",
                    "camera_id")),
    /** From an event's taking to its acknowledgement. */
    PUBLISH_TIME(
            MeterSpec.histogram(
                    "alpr.publish.time",
                    "From an event's taking to its acknowledgement",
                    "camera_id")),
    /** Events that wait in the outbox. */
    OUTBOX_EVENTS(MeterSpec.gauge("alpr.outbox.events", "", "Events that wait in the outbox")),
    /** Events kept in the outbox that can never be sent. */
    OUTBOX_SET_ASIDE(
            MeterSpec.gauge(
                    "alpr.outbox.set.aside.events",
                    "",
                    "Events kept in the outbox that can never be sent")),
    /** Bytes that the outbox holds. */
    OUTBOX_BYTES(MeterSpec.gauge("alpr.outbox", "bytes", "Bytes that the outbox holds")),
    /** Bytes that the outbox may hold. */
    OUTBOX_LIMIT(MeterSpec.gauge("alpr.outbox.limit", "bytes", "Bytes that the outbox may hold")),
    /** How long the oldest event in the outbox has waited. */
    OUTBOX_OLDEST(
            MeterSpec.gauge(
                    "alpr.outbox.oldest",
                    "seconds",
                    "How long the oldest event in the outbox has waited")),
    /** Pictures whose event went without them, by reason. */
    OUTBOX_PICTURES_DROPPED(
            MeterSpec.counter(
                    "alpr.outbox.pictures.dropped",
                    "Pictures whose event went without them, by reason",
                    "reason")),
    /** Refused reads written to the disk. */
    REJECTS_KEPT(MeterSpec.counter("alpr.rejects.kept", "Refused reads written to the disk")),
    /** Refused reads that were not written to the disk, by reason. */
    REJECTS_DROPPED(
            MeterSpec.counter(
                    "alpr.rejects.dropped",
                    "Refused reads that were not written to the disk, by reason",
                    "reason"));

    // A list that cannot be changed, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MeterSpec spec;

    PilotMetric(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
