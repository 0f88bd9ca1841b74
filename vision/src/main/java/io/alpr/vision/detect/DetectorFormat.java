package io.alpr.vision.detect;

/** The detector formats that have one box a plate as their output. */
public enum DetectorFormat {
    /** {@code yolo-raw}: YOLO v8, v11 without NMS in the graph. */
    YOLO_RAW,
    /** {@code yolo-end2end}: YOLO v9, v10 with the NMS in the graph or none needed. */
    YOLO_END_TO_END;

    BoxDecoder decoder() {
        return switch (this) {
            case YOLO_RAW -> new YoloRaw();
            case YOLO_END_TO_END -> new YoloEndToEnd();
        };
    }
}
